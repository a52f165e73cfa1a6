import type { ClusterChange } from '../model/cluster-change.ts';
import type { ObjectName, Participant, Severity, StateFinding } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { WrittenObject } from '../rules/subject.ts';
import type { EvaluatedViolation } from './outcome.ts';

/** Enough to find the cause; thousands of objects can name one source. */
const maxRelated = 20;

const severityRank: Readonly<Record<Severity, number>> = { deny: 0, warn: 1, audit: 2 };

/**
 * A finding of the state after a change that the change introduced, or that is stored at a source that it
 * touches.
 */
export interface IntroducedFinding {
  readonly finding: StateFinding;
  readonly isStored?: true;
}

/**
 * The findings that a change is responsible for: the state before has none with the same identity, the same
 * or more of the objects involved, and the same severity or a higher one. What would be denied, was stored
 * before and is about a source that the change touches is included as stored.
 *
 * Objects that are no longer involved do not make a finding new, so a corrective write is never denied.
 */
export function introducedFindings(
  { meta }: AnyRule,
  after: readonly StateFinding[],
  before: readonly StateFinding[],
  { isTouched }: ClusterChange,
): readonly IntroducedFinding[] {
  const known = Map.groupBy(before, ({ identity }) => identity);
  const severityOf = ({ severity = meta.severity }: StateFinding) => severityRank[severity];
  return after.flatMap((finding): readonly IntroducedFinding[] => {
    const objects = objectsOf(finding);
    const isStored = known
      .get(finding.identity)
      ?.some((other) => severityOf(other) <= severityOf(finding) && objects.isSubsetOf(objectsOf(other)));
    if (isStored !== true) return [{ finding }];
    return isTouched.has(finding.about) ? [{ finding, isStored }] : [];
  });
}

/**
 * Reports a finding at the first evaluated object that is involved; at the first evaluated object as a whole
 * if none is. Without evaluated objects: at the first object involved.
 */
export function reportState(
  { about, at, involves, message, severity }: StateFinding,
  subjects: readonly WrittenObject[],
): EvaluatedViolation {
  const [first] = subjects;
  const candidates = at === undefined ? involves : [...involves, at];
  const here =
    first === undefined
      ? (at ?? involves[0])
      : candidates.find((participant) => subjects.some((subject) => isSame(subject, participant)));
  const subject = here && subjects.findLast((candidate) => isSame(candidate, here));
  return {
    object: subject ?? first ?? involves[0] ?? { kind: '', name: '' },
    path: here?.path ?? [],
    message: typeof message === 'string' ? message : message(here),
    about,
    ...(severity === undefined ? {} : { severity }),
    ...(first !== undefined && here === undefined ? { isElsewhere: true as const } : {}),
    related: involves
      .filter((participant) => participant !== here)
      .slice(0, maxRelated)
      .map(({ kind, name, path }) => ({ kind, name, path })),
  };
}

function objectsOf({ involves }: StateFinding): ReadonlySet<string> {
  return new Set(involves.map(({ kind, name }: Participant) => `${kind} ${name}`));
}

function isSame(a: ObjectName, b: ObjectName): boolean {
  return a.kind === b.kind && a.name === b.name;
}
