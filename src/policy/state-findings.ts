import type { ClusterChange } from '../model/cluster-change.ts';
import { isMirrorSetKind, isSameObject } from '../model/mirror-set.ts';
import type { ObjectName, Participant, Severity, StateFinding } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { WrittenObject } from '../rules/subject.ts';
import type { EvaluatedViolation } from './outcome.ts';

/** Limits the related objects of one finding, because thousands of objects can name one source. */
const maxRelated = 20;

const severityRank: Readonly<Record<Severity, number>> = { deny: 0, warn: 1, audit: 2 };

/**
 * A finding of the state after a change: introduced by the change, or stored at a source that the change
 * touches.
 */
export interface IntroducedFinding {
  readonly finding: StateFinding;
  readonly isStored?: true;
}

/**
 * The findings that a change introduces. A finding counts as stored if the previous state has one with the
 * same identity, at least the same causes, and at least the same severity. Stored denials about a source that
 * the change touches are included and marked as stored.
 * Removing causes from a finding does not make it new, so a corrective write is never denied.
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
    const causes = causesOf(finding);
    const isStored = known
      .get(finding.identity)
      ?.some((other) => severityOf(other) <= severityOf(finding) && causes.isSubsetOf(causesOf(other)));
    if (isStored !== true) return [{ finding }];
    return isTouched.has(finding.about) ? [{ finding, isStored }] : [];
  });
}

/**
 * Reports a finding at the first involved subject, or at the first subject as a whole if no subject is
 * involved. Without subjects, at the first involved object that administrators write for mirrors, or at the
 * first one of any kind.
 */
export function reportState(
  { about, at, involves, message, severity }: StateFinding,
  subjects: readonly WrittenObject[],
): EvaluatedViolation {
  const [first] = subjects;
  const candidates = at === undefined ? involves : [...involves, at];
  const here =
    first === undefined
      ? (candidates.find(isEvaluated) ?? involves[0])
      : candidates.find((participant) => subjects.some((subject) => isSameObject(subject, participant)));
  const subject = here && subjects.findLast((candidate) => isSameObject(candidate, here));
  return {
    object: subject ?? first ?? here ?? { kind: '', name: '' },
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

function causesOf({ involves, causes }: StateFinding): ReadonlySet<string> {
  return new Set(causes ?? involves.map(({ kind, name }: Participant) => `${kind} ${name}`));
}

function isEvaluated({ kind }: ObjectName): boolean {
  return kind === 'Image' || isMirrorSetKind(kind);
}
