import { describeAssumedRelease } from '../engine/assumed-release.ts';
import type { GivenCluster } from '../engine/cluster.ts';
import { versionNotes } from '../engine/release-of-tag.ts';
import { describePermittedStop } from '../engine/unreported-stops.ts';
import { type ClusterOfInput, givenFor } from '../manifests/clusters.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { Manifests } from '../manifests/read-manifests.ts';
import { type ClusterFacts, settingsOf } from '../model/facts.ts';
import { describeAssumedPolicy } from '../model/image-policies.ts';
import { enabledRules } from '../policy/enforcement.ts';
import type { LintReport, ReportedFinding } from '../reporting/report.ts';
import { gatherFacts } from './facts.ts';
import { countFixes, type LintContext, lintManifests } from './lint-manifests.ts';

export interface ClustersContext extends Omit<LintContext, 'facts' | 'states'> {
  readonly given: GivenCluster;
}

export interface LintedClusters {
  readonly report: LintReport;
  /** Lines for standard error. */
  readonly notes: readonly string[];
}

/**
 * Evaluates each cluster of an input separately. A finding in objects that several clusters share is reported
 * once.
 */
export function lintClusters(
  input: Manifests,
  clusters: readonly ClusterOfInput[],
  context: ClustersContext,
): LintedClusters {
  const evaluated = clusters.map((cluster) =>
    lintOne(input, cluster.manifests, { ...context, given: givenFor(cluster, context.given) }),
  );
  const [only] = evaluated;
  const notes = [...new Set(evaluated.flatMap((one) => one.notes))].map((note) => `note: ${note}`);
  if (only === undefined || evaluated.length === 1)
    return { report: only?.report ?? lintOne(input, [], context).report, notes };
  const report = merge(
    input,
    evaluated.map((one) => one.report),
  );
  return { report, notes: [...notes, ...separateNote(input, clusters, context)] };
}

function lintOne(input: Manifests, manifests: readonly Manifest[], context: ClustersContext) {
  const { given, ...rest } = context;
  const { stored } = context;
  const facts = gatherFacts(manifests, given, stored);
  const states = stored && (() => statesOf(manifests, given, stored));
  const report = lintManifests({ ...input, manifests }, { ...rest, facts, states });
  const isDenied = report.findings.some(({ severity }) => severity === 'deny');
  return { report, notes: [...notesOf(facts), ...(isDenied ? [] : permittedStop(manifests, context))] };
}

function statesOf(manifests: readonly Manifest[], given: GivenCluster, stored: readonly Manifest[]) {
  return {
    before: gatherFacts(stored, given),
    after: gatherFacts([...stored, ...manifests], given),
  };
}

/** A stop of the operator that is not reported as a finding. */
function permittedStop(
  manifests: readonly Manifest[],
  { rules, enforcement, given, stored = [] }: ClustersContext,
): readonly string[] {
  const { cluster, known } = gatherFacts([...stored, ...manifests], given);
  if (cluster === undefined) return [];
  const enabled = enabledRules(rules, enforcement);
  const note = describePermittedStop(cluster.model(settingsOf(known)), enabled);
  return note === undefined ? [] : [note];
}

/** Without a version, findings about the policy of the release name it as assumed. */
function notesOf({ known: { clusterVersion, imagePolicies } }: ClusterFacts): readonly string[] {
  if (clusterVersion === undefined) return [];
  const { isReleaseImageAssumed = false } = clusterVersion;
  const assumed = imagePolicies?.find(({ isAssumed }) => isAssumed === true);
  return [
    ...versionNotes(clusterVersion),
    ...(isReleaseImageAssumed ? [describeAssumedRelease] : []),
    ...(assumed === undefined ? [] : [describeAssumedPolicy(assumed)]),
  ];
}

function merge({ manifests, problems, fileCount }: Manifests, reports: readonly LintReport[]): LintReport {
  const objects = unique(
    reports.flatMap((report) => report.objects),
    ({ kind, name, position }) => [kind, name, position.file, position.line, position.column],
  );
  const findings = unique(
    reports.flatMap((report) => report.findings),
    ({ rule, message, position, path }) => [
      rule,
      message,
      path,
      position.file,
      position.line,
      position.column,
    ],
  );
  const order = new Map(
    [...new Set(manifests.map(({ document }) => document.file.name))].map((file, index) => [file, index]),
  );
  const rank = ({ position }: ReportedFinding) => order.get(position.file) ?? 0;
  const unknown = Map.groupBy(
    reports.flatMap((report) => report.unknownFacts),
    ({ fact }) => fact,
  );
  return {
    findings: findings.sort((a, b) => rank(a) - rank(b) || a.position.line - b.position.line),
    ignored: unique(
      reports.flatMap(({ ignored = [] }) => ignored),
      ({ rule, path, position }) => [rule, path, position.file, position.line, position.column],
    ),
    problems,
    objects,
    fileCount,
    skippedCount: manifests.length - objects.length,
    unknownFacts: [...unknown.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [{ ...first, rules: [...new Set([first, ...others].flatMap(({ rules }) => rules))] }],
    ),
    fixCount: countFixes(manifests),
  };
}

function unique<Value>(values: readonly Value[], keyOf: (value: Value) => unknown): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(keyOf(value)), value])).values()];
}

/**
 * Names the objects that would conflict if the folders were one cluster, because the separation into clusters
 * is only inferred.
 */
function separateNote(
  input: Manifests,
  clusters: readonly ClusterOfInput[],
  context: ClustersContext,
): readonly string[] {
  const siblings = clusters.filter(({ isSibling }) => isSibling);
  if (siblings.length < 2) return [];
  const together = [...new Set(siblings.flatMap(({ manifests }) => manifests))];
  const { findings } = lintOne(input, together, context).report;
  const conflicts = findings
    .filter((finding) => concernsSeveral(finding, siblings))
    .sort((a, b) => Number(b.severity === 'deny') - Number(a.severity === 'deny'));
  if (conflicts.length === 0) return [];
  const names = siblings.map(({ name }) => name).join(', ');
  const [first] = conflicts;
  const position = first === undefined ? '' : `${first.position.file}:${first.position.line}: `;
  const others = conflicts.length > 1 ? `; and ${conflicts.length - 1} more` : '';
  return [
    `warning: ${names} are evaluated as separate clusters because they have files of the same name. ` +
      `As one cluster, they would conflict: ${position}${first?.message.split('; ')[0] ?? ''}${others}. ` +
      'Use --one-cluster to evaluate them together.',
  ];
}

function concernsSeveral(
  { rule, severity, position, related }: ReportedFinding,
  clusters: readonly ClusterOfInput[],
): boolean {
  if (severity === 'audit') return false;
  if (rule === 'no-duplicate-object') return true;
  const files = [position.file, ...related.flatMap((one) => one.position?.file ?? [])];
  return !clusters.some(({ manifests }) => {
    const own = new Set(manifests.map(({ document }) => document.file.name));
    return files.every((file) => own.has(file));
  });
}
