import { isSameObject } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { EvaluatedViolation, Outcome } from '../policy/outcome.ts';
import type { ObjectName, Related } from '../rules/finding.ts';
import type { WrittenObject } from '../rules/subject.ts';

/** An object of a kind that is not evaluated. */
export interface OtherObject extends ObjectName {
  /** Set for an ImagePolicy. */
  readonly namespace?: string | undefined;
}

/** Objects that findings are attributed to. */
export interface ReportedObjects {
  readonly subjects: readonly WrittenObject[];
  readonly others: readonly OtherObject[];
}

/** The object name of findings without an object. */
const noObject: ObjectName = { kind: '', name: '' };

/**
 * The outcomes of each object. Outcomes of rules that were not evaluated are left out, because they are
 * reported once for the whole input.
 */
export function assignViolations(
  outcomes: readonly Outcome[],
  objects: ReportedObjects,
): ReadonlyMap<ObjectName, readonly Outcome[]> {
  const assigned = new Map<ObjectName, Outcome[]>();
  const add = (object: ObjectName, outcome: Outcome) => {
    const own = assigned.get(object) ?? [];
    own.push(outcome);
    assigned.set(object, own);
  };
  const first = objects.subjects[0] ?? objects.others[0] ?? noObject;
  for (const outcome of outcomes) {
    if (outcome.status === 'errored') add(first, outcome);
    if (outcome.status !== 'failed') continue;
    const placed = outcome.violations.map((violation) => place(violation, objects, first));
    for (const [object, group] of Map.groupBy(placed, (one) => one.object))
      add(object, { ...outcome, violations: group.map(({ violation }) => violation) });
  }
  return assigned;
}

interface Placed {
  readonly object: ObjectName;
  readonly violation: EvaluatedViolation;
}

/**
 * Attributes a violation to the evaluated object that it names, otherwise to a named object of another kind,
 * otherwise to the first object.
 */
function place(
  violation: EvaluatedViolation,
  { subjects, others }: ReportedObjects,
  first: ObjectName,
): Placed {
  const { object: named, isElsewhere, path, related = [] } = violation;
  const subject = isElsewhere === true ? undefined : subjectOf(named, subjects);
  if (subject !== undefined) return { object: subject, violation };
  const involved = isElsewhere === true ? related : [{ ...toName(named), path }, ...related];
  for (const one of involved) {
    const other = others.findLast((candidate) => isNamed(candidate, one));
    if (other !== undefined) return { object: other, violation: moveTo(one, one.path, violation, involved) };
  }
  return first === noObject
    ? { object: noObject, violation }
    : { object: first, violation: moveTo(first, [], violation, involved) };
}

function moveTo(
  to: ObjectName,
  path: FieldPath,
  violation: EvaluatedViolation,
  involved: readonly Related[],
): EvaluatedViolation {
  return { ...violation, object: to, path, related: involved.filter((one) => one !== to && one.kind !== '') };
}

/** Compares by identity first, because two objects of an input can have the same name. */
function subjectOf(object: ObjectName, subjects: readonly WrittenObject[]): WrittenObject | undefined {
  return (
    subjects.find((subject) => subject === object) ??
    subjects.findLast((subject) => isSameObject(subject, object))
  );
}

function toName({ kind, name }: ObjectName): ObjectName {
  return { kind, name };
}

/** Rules name a namespaced object with its namespace; origins of stops omit the namespace. */
function isNamed({ namespace, ...other }: OtherObject, named: ObjectName): boolean {
  const { kind, name } = other;
  return isSameObject(other, named) || isSameObject({ kind, name: `${namespace}/${name}` }, named);
}
