import type { ClusterChange } from '../model/cluster-change.ts';
import type { MirrorSetsView } from '../model/index/mirror-sets-view.ts';
import {
  effectivePolicy,
  entryPath,
  isSameObject,
  type MirrorSet,
  policyChangeAnnotation,
  type SourcePolicy,
} from '../model/mirror-set.ts';
import { quote } from '../model/text/quote.ts';
import { namesOf, namesWithVerb } from '../rules/context/participants.ts';
import {
  isAnnouncedPolicyChange,
  othersWithSources,
  policyChangeValue,
  sourcesOfPolicyChange,
} from '../rules/context/policy-change.ts';
import type { ObjectName } from '../rules/finding.ts';
import type { Subject } from '../rules/subject.ts';
import type { EvaluatedViolation } from './outcome.ts';

/** The rule whose findings an announced policy change turns into warnings. */
export const policyConflictRule = 'no-conflicting-source-policy';

/**
 * Completes the finding of a conflict that a write introduces. The finding is a warning if the write
 * announces the change; otherwise its message explains how to change the policy.
 * @param mirrorSets the mirror sets after the write
 */
export function completePolicyConflict(
  violation: EvaluatedViolation,
  subject: Subject,
  mirrorSets: MirrorSetsView,
): EvaluatedViolation {
  const source = violation.about ?? '';
  const others = othersWithSources(subject, [source], mirrorSets);
  if (others.length === 0) return violation;
  const isChanged = sourcesOfPolicyChange(subject)?.has(source) === true;
  if (isChanged && isAnnouncedPolicyChange(subject, mirrorSets)) {
    const message =
      `set the same mirrorSourcePolicy for ${quote(source)} in ${namesOf(others)} next; until then the ` +
      'Machine Config Operator keeps its last good files and applies no mirror change';
    return { ...violation, message, downgradedBy: 'policy-change' };
  }
  return { ...violation, message: `${violation.message}. ${adviceFor(subject, source, others, mirrorSets)}` };
}

function adviceFor(
  subject: Subject,
  source: string,
  others: readonly ObjectName[],
  mirrorSets: MirrorSetsView,
): string {
  if (subject.kind === 'ImageContentSourcePolicy')
    return (
      'An ImageContentSourcePolicy always allows the source; add its mirrors to ' +
      `${namesOf(others)} instead`
    );
  const legacy = others.filter(({ kind }) => kind === 'ImageContentSourcePolicy');
  if (legacy.length > 0 && setsNever(subject, source)) return adviceForLegacy(subject, legacy, mirrorSets);
  // The others are in the middle of a change.
  if (policiesOf(source, mirrorSets, subject).size > 1)
    return `Set the same mirrorSourcePolicy in ${namesOf(others)} first`;
  const sources = sourcesOfPolicyChange(subject) ?? [source];
  const named = policyChangeValue(othersWithSources(subject, sources, mirrorSets));
  const annotation = `"${policyChangeAnnotation}: ${named}"`;
  return isIn(subject.before, source)
    ? `To change it in all objects, update mirrorSourcePolicy alone with the annotation ${annotation}, ` +
        'then update the others'
    : `An update of mirrorSourcePolicy alone with the annotation ${annotation} can change it in all ` +
        `objects later. Use the policy of ${namesOf(others)} here`;
}

/**
 * An ImageContentSourcePolicy implies AllowContactingSource while it exists. Only the advised order keeps all
 * mirrors on the nodes.
 */
function adviceForLegacy(
  { operation }: Subject,
  legacy: readonly ObjectName[],
  mirrorSets: MirrorSetsView,
): string {
  const start = operation === 'UPDATE' ? 'Keep this entry' : 'Create this object';
  const copy = isCopied(legacy, mirrorSets) ? '' : `copy all mirrors of ${namesOf(legacy)} to it, `;
  return `${start} without NeverContactSource, ${copy}delete ${namesOf(legacy)}, then set it`;
}

/** Whether ImageDigestMirrorSets have every mirror of these ImageContentSourcePolicies. */
function isCopied(legacy: readonly ObjectName[], mirrorSets: MirrorSetsView): boolean {
  const entries = legacy.flatMap(
    ({ name }) => mirrorSets.object({ kind: 'ImageContentSourcePolicy', name })?.entries ?? [],
  );
  return entries.every(({ source, mirrors }) => {
    const copies = mirrorSets.of(source).filter(({ object }) => object.kind === 'ImageDigestMirrorSet');
    const copied = new Set(copies.flatMap(({ entry }) => entry.mirrors));
    return mirrors.every((mirror) => copied.has(mirror));
  });
}

function setsNever({ entries }: Subject, source: string): boolean {
  return entries.some((entry) => entry.source === source && effectivePolicy(entry) === 'NeverContactSource');
}

/**
 * Finds conflicts that exist only between the writes: the state after all of them has none. If several
 * objects change the policy of a source, the first write is denied unless it announces the change. Yields one
 * violation per source, at the first object.
 */
export function findConflictsBetweenWrites(
  subjects: readonly Subject[],
  { before, after, touched }: Pick<ClusterChange, 'before' | 'after' | 'touched'>,
): readonly EvaluatedViolation[] {
  if (subjects.length < 2) return [];
  return touched.flatMap((source) => {
    const old = onlyPolicyOf(source, before.mirrorSets);
    const now = onlyPolicyOf(source, after.mirrorSets);
    if (old === undefined || now === undefined || old === now) return [];
    const changing = subjects.filter((subject) => isIn(subject, source) && isIn(subject.before, source));
    const [first] = changing;
    if (first === undefined || changing.length < 2) return [];
    if (changing.some((subject) => isAnnouncedPolicyChange(subject, after.mirrorSets))) return [];
    // The annotation has an effect only on a write that changes nothing else in spec.
    const announcing = changing.find((subject) => sourcesOfPolicyChange(subject)?.has(source) === true);
    return [betweenWrites(announcing ?? first, source, after.mirrorSets, announcing !== undefined)];
  });
}

function betweenWrites(
  subject: Subject,
  source: string,
  mirrorSets: MirrorSetsView,
  isPolicyAlone: boolean,
): EvaluatedViolation {
  const others = othersWithSources(subject, [source], mirrorSets);
  const entry = subject.entries.find((candidate) => candidate.source === source);
  const named = policyChangeValue(
    othersWithSources(subject, sourcesOfPolicyChange(subject) ?? [source], mirrorSets),
  );
  const advice = isPolicyAlone
    ? 'Annotate one of them'
    : 'Change mirrorSourcePolicy alone first, with the annotation';
  return {
    object: subject,
    about: source,
    severity: 'warn',
    path: entry === undefined ? [] : [...entryPath(subject.kind, entry), 'mirrorSourcePolicy'],
    message:
      `${namesWithVerb(others, 'has', 'have')} ${quote(source)} too; in any order, the first write of its ` +
      `new mirrorSourcePolicy is denied. ${advice}: "${policyChangeAnnotation}: ${named}" on ` +
      `${subject.kind} ${subject.name}`,
    related: others.map(({ kind, name }) => ({ kind, name, path: [] })),
  };
}

/** The policies of the entries of a source, without those of one object. */
function policiesOf(source: string, mirrorSets: MirrorSetsView, except?: ObjectName): Set<SourcePolicy> {
  const counted = mirrorSets.of(source).filter(({ object }) => !isSameObject(object, except));
  return new Set(counted.map(({ entry }) => effectivePolicy(entry)));
}

/** The policy that all entries of a source share; undefined without entries or with two policies. */
function onlyPolicyOf(source: string, mirrorSets: MirrorSetsView): SourcePolicy | undefined {
  const policies = policiesOf(source, mirrorSets);
  const [policy] = policies;
  return policies.size === 1 ? policy : undefined;
}

function isIn(object: MirrorSet | undefined, source: string): boolean {
  return object?.entries.some((entry) => entry.source === source) === true;
}
