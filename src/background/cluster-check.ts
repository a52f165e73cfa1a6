import type { ClusterModel } from '../model/cluster-model.ts';
import { type ClusterFacts, type Facts, settingsOf } from '../model/facts.ts';
import type { MirrorSet, MirrorSetKind } from '../model/mirror-set.ts';
import { poolModelsOf } from '../model/pools/pool-model.ts';
import { decide } from '../policy/decide.ts';
import { type Enforcement, enabledRules } from '../policy/enforcement.ts';
import { evaluateEach } from '../policy/evaluate.ts';
import type { Finding } from '../policy/finding.ts';
import type { Outcome } from '../policy/outcome.ts';
import { policyConflictRule } from '../policy/policy-change.ts';
import { isAnnouncedConflict } from '../rules/context/policy-change.ts';
import { isHosted } from '../rules/context/rollout.ts';
import type { ObjectName, Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Subject } from '../rules/subject.ts';
import { type CheckResult, CheckResults } from './check-results.ts';
import type { CheckedCluster } from './checked-cluster.ts';

/** The faults of the stored state of a cluster. */
export interface ClusterCheck {
  readonly checkedAtMs: number;
  /** Whether the Machine Config Operator applies no mirror or registry change in this state. */
  readonly isBlocked: boolean;
  /** Whether CRI-O can load the registries.conf of every pool. */
  readonly isLoadable: boolean;
  /** Undefined if the operator writes no file in this state. */
  readonly fileBytes: number | undefined;
  readonly mirrorSets: Readonly<Record<MirrorSetKind, number>>;
  readonly entries: number;
  /** The number of sources with an incomplete announced change of mirrorSourcePolicy. */
  readonly openPolicyChanges: number;
  /** Findings of the evaluated rules. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** The number of rules that lack a required fact. */
  readonly notEvaluated: number;
  readonly errored: number;
  /** Most important first. Results beyond the limit are only counted. */
  readonly results: readonly CheckResult[];
}

export interface CheckParts {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly cluster: CheckedCluster;
  readonly nowMs: () => number;
}

/**
 * Evaluates the stored state: every finding of state rules, and of object rules that do not read the
 * manifest. Yields after each rule, so requests do not wait for it; the cluster can change in between.
 * @returns undefined if the mirror sets are unknown
 */
export function* checkCluster(parts: CheckParts): Generator<void, ClusterCheck | undefined> {
  const { facts } = parts.cluster.snapshot();
  if (facts.cluster === undefined) return undefined;
  const model = facts.cluster.model(settingsOf(facts.known));
  const results = new CheckResults();
  let openPolicyChanges = 0;
  for (const outcome of outcomesOf(parts, facts)) {
    if (outcome.rule.id === policyConflictRule) openPolicyChanges = countAnnounced(outcome, model);
    for (const part of inParts(outcome)) {
      results.add(part, decideStored(part, parts, facts));
      yield;
    }
  }
  const isBlocked = model.problems.length > 0 && !isHosted(facts.known);
  return {
    checkedAtMs: parts.nowMs(),
    isBlocked,
    isLoadable: isLoadable(model, facts.known),
    fileBytes: model.problems.length > 0 ? undefined : model.fileBytes,
    mirrorSets: countKinds(facts.cluster.objects),
    entries: model.mirrorSets.counts.entries,
    openPolicyChanges,
    ...results.summarize(),
  };
}

function* outcomesOf({ rules, enforcement }: CheckParts, facts: ClusterFacts): Generator<Outcome, void> {
  const active = enabledRules(rules, enforcement);
  const input = {
    facts,
    host: 'admission',
    reports: 'state',
    options: enforcement.options,
    // No limit, because findings are counted.
    maxViolations: Number.POSITIVE_INFINITY,
  } as const;
  // Without subjects, so a finding can also be reported at an object of another kind.
  yield* evaluateEach(
    active.filter(({ kind }) => kind === 'state'),
    { ...input, subjects: [] },
  );
  yield* evaluateEach(
    // The watch does not retain manifests, so manifest rules cannot run.
    active.filter(({ kind, meta }) => kind === 'object' && meta.category !== 'manifest'),
    { ...input, subjects: Array.from(facts.cluster?.objects ?? [], toSubject) },
  );
}

/** Sorts in parts, because one rule can have thousands of findings. */
const partSize = 500;

function* inParts(outcome: Outcome): Generator<Outcome, void> {
  if (outcome.status !== 'failed') yield outcome;
  else
    for (let start = 0; start < outcome.violations.length; start += partSize)
      yield { ...outcome, violations: outcome.violations.slice(start, start + partSize) };
}

function toSubject(stored: MirrorSet): Subject {
  return { ...stored, operation: 'CREATE', structure: [] };
}

/**
 * Applies levels and exemptions by object, but not exemptions by user. The advisory mode concerns only
 * writes.
 */
function decideStored(
  outcome: Outcome,
  { enforcement: { isAdvisory: _, ...enforcement }, cluster, nowMs }: CheckParts,
  facts: ClusterFacts,
): readonly Finding[] {
  if (outcome.status !== 'failed' || !enforcement.exemptions?.length)
    return decide([outcome], enforcement).findings;
  const stored = new Map(
    Array.from(facts.cluster?.objects ?? [], (object) => [keyOf(object), object] as const),
  );
  const byObject = Map.groupBy(outcome.violations, ({ object }) => keyOf(object));
  return [...byObject].flatMap(([key, violations]) => {
    const object = stored.get(key);
    const own = [{ ...outcome, violations }];
    if (object === undefined) return decide(own, enforcement).findings;
    const { labels = {} } = cluster.metadataOf(object) ?? {};
    const subject = { ...toSubject(object), object: { metadata: { labels } } };
    const write = { subject, requester: { name: '', groups: [] }, nowMs: nowMs() };
    return decide(own, enforcement, write).findings;
  });
}

function countAnnounced(outcome: Outcome, { mirrorSets }: ClusterModel): number {
  if (outcome.status !== 'failed') return 0;
  const sources = new Set(outcome.violations.flatMap(({ about }) => about ?? []));
  return [...sources].filter((source) => isAnnouncedConflict(source, mirrorSets)).length;
}

function isLoadable(model: ClusterModel, facts: Partial<Facts>): boolean {
  // While the operator is stopped, nodes keep an older file.
  if (model.loadError !== undefined) return false;
  return (
    model.problems.length > 0 || poolModelsOf(model, facts).every(({ loadError }) => loadError === undefined)
  );
}

function countKinds(objects: Iterable<MirrorSet>): ClusterCheck['mirrorSets'] {
  const counts = { ImageDigestMirrorSet: 0, ImageTagMirrorSet: 0, ImageContentSourcePolicy: 0 };
  for (const { kind } of objects) counts[kind] += 1;
  return counts;
}

function keyOf({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}
