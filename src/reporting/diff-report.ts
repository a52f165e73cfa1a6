import type { ClusterDiff } from '../engine/diff.ts';
import type { PullChange } from '../engine/pulls/pull-changes.ts';
import type { ResolvedName } from '../engine/pulls/resolved.ts';
import { isLoadable, type Rendered } from '../engine/render.ts';
import type { RolloutPrediction } from '../engine/rollout-prediction.ts';
import { policyJsonPath, registriesConfPath } from '../model/rollout/node-disruption.ts';
import { count } from '../model/text/count.ts';
import { type ClusterNotes, notesJson } from './cluster-notes.ts';
import type { Palette } from './color.ts';
import { paletteFor } from './color.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';
import { inPools } from './pulls/image-pulls-report.ts';
import { requestedName, resolvedNameJson } from './pulls/resolve-report.ts';
import type { FindPosition } from './related-position.ts';
import { policyText, renderedJson } from './rendered-report.ts';
import { unifiedDiff } from './unified-diff.ts';

interface DiffSide {
  /** The name given by the user. */
  readonly name: string;
  readonly notes: ClusterNotes;
  readonly findPosition: FindPosition;
}

export interface DiffReport {
  readonly diff: ClusterDiff;
  readonly before: DiffSide;
  readonly after: DiffSide;
}

/** Limit for text output; the JSON output has all pulls. */
const maxPulls = 25;
const maxReasons = 10;

/** The diff of the files, the pulls that change, and the rollout. */
export function diffBlocks(diff: ClusterDiff, palette: Palette): string {
  const blocks = [fileDiff(diff, palette), pullsText(diff.pulls, palette), rolloutText(diff, palette)];
  return blocks.filter((block) => block !== '').join('\n');
}

/** The contract is docs/reference/schema/diff.schema.json. */
export function diffJson({ diff, before, after }: DiffReport): string {
  const side = (rendered: ClusterDiff['before'], { notes, findPosition, name }: DiffSide) => ({
    name,
    ...renderedJson(rendered, findPosition),
    ...notesJson(notes),
  });
  return jsonDocument({
    changed: diff.isChange,
    rollout: diff.rollout,
    pulls: diff.pulls.map(({ scope, pulledBy, pools = [], ...sides }) => ({
      scope,
      pulledBy,
      before: resolvedNameJson(sides.before, before.findPosition),
      after: resolvedNameJson(sides.after, after.findPosition),
      pools,
    })),
    diff: fileDiff(diff, paletteFor({ color: false })),
    before: side(diff.before, before),
    after: side(diff.after, after),
  });
}

function fileDiff({ before, after }: ClusterDiff, palette: Palette): string {
  if (before.registriesConf === undefined || after.registriesConf === undefined) return '';
  const between = (path: string, old: string, now: string) =>
    unifiedDiff({ name: `before${path}`, text: old }, { name: `after${path}`, text: now }, palette);
  return (
    between(registriesConfPath, before.registriesConf, after.registriesConf) +
    // A summary, because policy.json has many lines per scope.
    between(`${policyJsonPath} (summary)`, policyText(before.policy), policyText(after.policy))
  );
}

function pullsText(pulls: readonly PullChange[], palette: Palette): string {
  if (pulls.length === 0) return '';
  const shown = pulls.slice(0, maxPulls).map((change) => pullText(change, palette));
  const more = pulls.length > maxPulls ? [`and ${pulls.length - maxPulls} more; -o json has all\n`] : [];
  return [`${palette.strong('Pulls that change')}\n`, ...shown, ...more].join('');
}

function pullText({ scope, pulledBy, before, after, pools = [] }: PullChange, palette: Palette): string {
  const line = (label: string, name: ResolvedName) =>
    `    ${palette.faint(label)}  ${printable(orderOf(name))}\n`;
  const head = `  ${printable(scope)} by ${pulledBy}${inPools(pools)}\n`;
  return head + line('before', before) + line('after ', after);
}

/** `a.example.com/team, then quay.io/team (blocked)`. */
function orderOf({ error, policy, sources }: ResolvedName): string {
  if (policy?.verdict === 'reject') return 'rejected by policy.json';
  if (error !== null) return `fails before any registry is contacted: ${error}`;
  const locations = sources.map((source) => {
    const marks = [
      ...(source.blockedBy === null ? [] : ['blocked']),
      ...(source.insecure ? ['TLS not verified'] : []),
    ];
    const name = requestedName(source).replace(/:latest$/, '');
    return marks.length === 0 ? name : `${name} (${marks.join(', ')})`;
  });
  return locations.join(', then ');
}

const meanings: Readonly<Record<RolloutPrediction['verdict'], string>> = {
  none: 'nothing changes on the nodes',
  reload: 'CRI-O reloads on every node; pods keep running',
  drain: 'the MCO drains every node, one after the other, and reloads CRI-O',
  reboot: 'the MCO drains and reboots every node, one after the other',
  stopped: 'the operator stops; nodes keep their configuration',
  hosted: 'HyperShift manages the mirrors of the nodes',
  unknown: 'the current configuration of the nodes is unknown',
};

/** CRI-O logs the error and keeps what it has loaded before (DOMAIN 7.7). */
const unloadableMeanings: Partial<typeof meanings> = {
  reload: 'CRI-O on every node cannot load the file and keeps its present configuration until it restarts',
  drain:
    'the MCO drains every node, one after the other; CRI-O cannot load the file and keeps its present ' +
    'configuration until it restarts',
  reboot:
    'the MCO drains and reboots every node, one after the other; CRI-O cannot load the file and does ' +
    'not start',
};

function meaningOf(verdict: RolloutPrediction['verdict'], after: Rendered): string {
  return (isLoadable(after) ? undefined : unloadableMeanings[verdict]) ?? meanings[verdict];
}

const noDrain: Readonly<Record<NonNullable<RolloutPrediction['preventedBy']>, string>> = {
  'node-disruption-policy': 'no drain, because of the node disruption policy',
  'drain-override': 'no drain, because ConfigMap "image-registry-override-drain" exists',
  'single-node': 'no drain, because the cluster has one node',
};

/** The effect of a rollout as text for terminals. */
export interface RolloutText {
  readonly verdict: RolloutPrediction['verdict'];
  readonly meaning: string;
  readonly reasons: readonly string[];
  /** The reasons that prevent or delay the rollout. */
  readonly notes: readonly string[];
}

export function describeRollout({ rollout, after }: Pick<ClusterDiff, 'rollout' | 'after'>): RolloutText {
  const { verdict, reasons, changes, preventedBy, pausedPools, pools } = rollout;
  const isRolledOut = verdict === 'reload' || verdict === 'drain' || verdict === 'reboot';
  const notes = [
    ...(preventedBy === null ? [] : [noDrain[preventedBy]]),
    ...(pausedPools.length === 0 || !isRolledOut
      ? []
      : [`paused pools roll out after you resume them: ${pausedPools.join(', ')}`]),
  ];
  const meaning =
    verdict === 'none' && changes.length > 0
      ? 'files change on the nodes, but CRI-O does not reload them'
      : meaningOf(verdict, after).replace('every node', `every node${inPools(pools, 'of')}`);
  return { verdict, meaning, reasons, notes };
}

function rolloutText(diff: ClusterDiff, palette: Palette): string {
  const { verdict, meaning, reasons, notes } = describeRollout(diff);
  const mark =
    verdict === 'none' || (verdict === 'reload' && isLoadable(diff.after))
      ? palette.strong
      : verdict === 'unknown' || verdict === 'hosted'
        ? palette.warn
        : palette.deny;
  const shown = reasons.slice(0, maxReasons);
  const more =
    reasons.length > shown.length
      ? [`and ${count(reasons.length - shown.length, 'more reason', 'more reasons')}; -o json has all`]
      : [];
  const lines = [...shown, ...more, ...notes];
  const list = lines.map((line) => `  - ${printable(line)}\n`).join('');
  return `${mark(`Rollout: ${verdict}`)} (${meaning})\n${list}`;
}
