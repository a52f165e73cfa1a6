import type { Cluster } from '../../engine/cluster.ts';
import type { ClusterDiff } from '../../engine/diff.ts';
import type { Rendered } from '../../engine/render.ts';
import type { RegistryEntry } from '../../model/files/registries.ts';
import { maxRenderedBytes } from '../../model/files/rendered-size.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatOpenShiftVersion } from '../../model/openshift-version.ts';
import { count, formatNumber } from '../../model/text/count.ts';
import { type Palette, paletteFor } from '../color.ts';
import { diffBlocks } from '../diff-report.ts';
import { compareFindings, groupReported } from '../findings.ts';
import { jsonDocument } from '../json-document.ts';
import { pretty } from '../pretty.ts';
import { printable } from '../printable.ts';
import { positionJson, relatedJson } from '../related-position.ts';
import { renderedJson } from '../rendered-report.ts';
import type { LintReport, ReportedFinding, ReportOptions } from '../report.ts';
import { countSeverities } from '../severity.ts';
import { table } from '../table.ts';

/** The state of a running cluster, and of the cluster after files are applied. */
export interface StatusReport {
  readonly name: string;
  readonly cluster: Cluster;
  readonly rendered: Rendered;
  /** Findings of the current cluster state. */
  readonly findings: readonly ReportedFinding[];
  readonly change: { readonly lint: LintReport; readonly diff: ClusterDiff } | undefined;
  /** The applied files. */
  readonly paths: readonly string[];
}

/** A limit for one screen. */
const maxSources = 30;

/** The output for one screen: facts, findings, merged sources, and the effect of the files. */
export function statusText(report: StatusReport, options: ReportOptions): string {
  const palette = paletteFor(options);
  const blocks = [
    facts(report, palette),
    findingsText(report.findings, palette),
    sourcesText(report, palette),
    changeText(report, options, palette),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

function facts({ name, cluster, rendered, findings }: StatusReport, palette: Palette): string {
  const { state, clusterVersion } = cluster;
  const version = formatOpenShiftVersion(state.version);
  const { deny, warn } = countSeverities(findings);
  const rows = [
    ['Cluster', name],
    [
      'Release',
      clusterVersion === undefined ? `unknown; assuming OpenShift ${version}` : `OpenShift ${version}`,
    ],
    ['Objects', objectsText(cluster)],
    ['Operator', operatorText(rendered, palette)],
    ['Nodes', nodesText(rendered, palette)],
    ['Size', sizeText(rendered)],
    ['Findings', deny + warn === 0 ? 'none' : `${deny} deny, ${warn} warn`],
  ];
  return table(rows, (cell, column) => (column === 0 ? palette.strong(cell) : cell));
}

function objectsText({ state: { mirrorSets } }: Cluster): string {
  const kinds = Object.keys(mirrorSetKinds) as MirrorSetKind[];
  const counts = kinds.flatMap((kind) => {
    const amount = mirrorSets.filter((object) => object.kind === kind).length;
    const plural = kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
    return amount === 0 ? [] : [count(amount, kind, plural)];
  });
  return counts.length === 0 ? 'no mirror sets' : counts.join(', ');
}

function operatorText({ stops, start }: Rendered, palette: Palette): string {
  const [stop] = stops;
  if (stop !== undefined) return palette.deny(`stops: ${printable(stop.message)}`);
  if (start === undefined) return 'applies mirror and registry changes';
  const when = start.isAfterUpgrade ? ' after the next upgrade' : '';
  const text = `does not start${when}: ${start.message}`;
  return start.isAfterUpgrade ? palette.warn(printable(text)) : palette.deny(printable(text));
}

function nodesText({ registriesConf, isWritten, loadError, pools }: Rendered, palette: Palette): string {
  if (registriesConf === undefined) return 'keep their last registries.conf';
  const problem = loadError ?? pools.find((pool) => pool.loadError !== undefined)?.loadError;
  if (problem !== undefined) return palette.deny(`cannot load registries.conf: ${printable(problem)}`);
  return isWritten ? 'load registries.conf' : 'have the registries.conf of their template';
}

function sizeText({ size }: Rendered): string {
  if (size === undefined) return 'unknown';
  const { fileBytes, bytes, verdict } = size;
  const share = ((100 * bytes) / maxRenderedBytes).toFixed(1);
  const budget = `${share} % of ${formatNumber(maxRenderedBytes)} in the rendered MachineConfig`;
  const note = verdict === 'fits' ? '' : ` (${verdict})`;
  return `registries.conf has ${count(fileBytes, 'byte')}: ${budget}${note}`;
}

function findingsText(findings: readonly ReportedFinding[], palette: Palette): string {
  const shown = findings.filter(({ severity }) => severity !== 'audit');
  const lines = groupReported(shown)
    .toSorted(compareFindings)
    .map(({ severity, object, path, message, rule }) => {
      const field = path === '' ? '' : `, ${path}`;
      const where = printable(`${object.kind} ${object.name}${field}`);
      return `  ${palette[severity](severity)}  ${where}: ${printable(message)}  ${palette.faint(rule)}\n`;
    });
  return lines.length === 0 ? '' : `${palette.strong('Findings')}\n${lines.join('')}`;
}

function sourcesText({ rendered, cluster }: StatusReport, palette: Palette): string {
  const entries = rendered.registries.filter(({ mirrors, blocked }) => mirrors.length > 0 || blocked);
  if (entries.length === 0) return '';
  const objects = objectsBySource(cluster);
  const rows = entries
    .slice(0, maxSources)
    .map((entry) => [
      '',
      printable(entry.scope),
      printable(orderText(entry)),
      palette.faint(printable((objects.get(entry.scope) ?? []).join(', '))),
    ]);
  const left = entries.length - rows.length;
  const more = left > 0 ? `  and ${formatNumber(left)} more; \`mirrorguard render --live\` has all\n` : '';
  return `${palette.strong('Sources')}\n${table(rows)}${more}`;
}

/** `m.example.com/team (by digest), then quay.io/team`. */
function orderText({ scope, mirrors, blocked }: RegistryEntry): string {
  const locations = mirrors.map(({ location, pullFromMirror }) =>
    pullFromMirror === undefined ? location : `${location} (by ${pullFromMirror.replace('-only', '')})`,
  );
  return [...locations, blocked ? 'the source is blocked' : scope].join(', then ');
}

function objectsBySource({ state: { mirrorSets } }: Cluster): ReadonlyMap<string, readonly string[]> {
  const bySource = new Map<string, Set<string>>();
  for (const { kind, name, entries } of mirrorSets) {
    for (const { source } of entries)
      bySource.set(source, (bySource.get(source) ?? new Set()).add(`${kind} ${name}`));
  }
  return new Map([...bySource].map(([source, names]) => [source, [...names]]));
}

function changeText({ change, paths }: StatusReport, options: ReportOptions, palette: Palette): string {
  if (change === undefined) return '';
  const blocks = [pretty(change.lint, options), diffBlocks(change.diff, palette)];
  return `${palette.strong(`After applying ${printable(paths.join(' '))}`)}\n${blocks.join('\n')}`;
}

/** The contract is docs/reference/schema/status.schema.json. */
export function statusJson({ name, cluster, rendered, findings, change }: StatusReport): string {
  const { state, clusterVersion, assumed } = cluster;
  return jsonDocument({
    cluster: name,
    release: {
      version: clusterVersion === undefined ? null : formatOpenShiftVersion(state.version),
      image: clusterVersion?.releaseImage ?? null,
    },
    ...renderedJson(rendered, () => undefined),
    findings: findings.map(findingJson),
    missing: assumed,
    change:
      change === undefined
        ? null
        : {
            findings: change.lint.findings.map(findingJson),
            changed: change.diff.isChange,
            rollout: change.diff.rollout,
            ...renderedJson(change.diff.after, () => undefined),
          },
  });
}

function findingJson({ rule, severity, message, path, object, position, related }: ReportedFinding) {
  return {
    rule,
    severity,
    message,
    path,
    kind: object.kind,
    name: object.name,
    ...(position.file === '<cluster>' ? {} : positionJson(position)),
    related: related.map(relatedJson),
  };
}
