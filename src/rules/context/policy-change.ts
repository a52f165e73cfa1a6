import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { isEqualJson, isJsonObject, type Json, valueAt } from '../../model/json.ts';
import { effectivePolicy, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { ObjectName } from '../finding.ts';
import type { Subject } from '../subject.ts';

/** The sources whose policy an update changes if it changes nothing else in spec; otherwise undefined. */
export function sourcesOfPolicyChange(subject: Subject): ReadonlySet<string> | undefined {
  const { kind, operation, entries, before, object, stored } = subject;
  if (operation !== 'UPDATE' || before === undefined || object === undefined || stored === undefined)
    return undefined;
  const { listField } = mirrorSetKinds[kind];
  if (!isEqualJson(withoutPolicies(object.spec, listField), withoutPolicies(stored.spec, listField)))
    return undefined;
  const policies = new Map(before.entries.map((entry) => [entry.index, effectivePolicy(entry)]));
  const changed = entries.filter((entry) => policies.get(entry.index) !== effectivePolicy(entry));
  return changed.length === 0 ? undefined : new Set(changed.map(({ source }) => source));
}

function withoutPolicies(spec: Json | undefined, listField: string): Json | undefined {
  const list = valueAt(spec, [listField]);
  if (!isJsonObject(spec) || !Array.isArray(list)) return spec;
  const stripped = list.map((entry: Json) => {
    if (!isJsonObject(entry)) return entry;
    const { mirrorSourcePolicy: _policy, ...rest } = entry;
    return rest;
  });
  return { ...spec, [listField]: stripped };
}

/** The other objects with an entry for one of these sources, without duplicates. */
export function othersWithSources(
  { kind, name }: ObjectName,
  sources: Iterable<string>,
  mirrorSets: MirrorSetsView,
): readonly ObjectName[] {
  const others = new Map<string, ObjectName>();
  for (const source of sources) {
    for (const { object } of mirrorSets.of(source)) {
      if (object.kind !== kind || object.name !== name) others.set(toReference(object), object);
    }
  }
  return [...others.values()];
}

/** The value of the annotation that names these objects. */
export function policyChangeValue(others: readonly ObjectName[]): string {
  return others.map(toReference).join(',');
}

/**
 * Whether an update may leave conflicting policies: it changes only policies, and its annotation names every
 * other object with one of the sources. This is the only allowed write after which the Machine Config
 * Operator cannot render. The operator keeps its last valid files and continues when the other objects have
 * the same policy. An ImageContentSourcePolicy can never announce a change.
 * @param mirrorSets the mirror sets after the write
 */
export function isAnnouncedPolicyChange(subject: Subject, mirrorSets: MirrorSetsView): boolean {
  const sources = sourcesOfPolicyChange(subject);
  if (sources === undefined) return false;
  const others = othersWithSources(subject, sources, mirrorSets);
  const announced = announcedIn(subject.policyChange);
  return others.every(
    (other) => other.kind !== 'ImageContentSourcePolicy' && announced.has(toReference(other)),
  );
}

/** Whether one of the objects with a source has an annotation that announces the conflict with all others. */
export function isAnnouncedConflict(source: string, mirrorSets: MirrorSetsView): boolean {
  return mirrorSets.of(source).some(({ object }) => {
    const announced = announcedIn(mirrorSets.object(object)?.policyChange);
    return (
      announced.size > 0 &&
      othersWithSources(object, [source], mirrorSets).every((other) => announced.has(toReference(other)))
    );
  });
}

function announcedIn(value = ''): ReadonlySet<string> {
  return new Set(value === '' ? [] : value.split(',').map((reference) => reference.trim()));
}

function toReference({ kind, name }: ObjectName): string {
  return `${kind}/${name}`;
}
