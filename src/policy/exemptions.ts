import { fieldOf, type JsonObject, valueAt } from '../model/json.ts';
import { entryPath } from '../model/mirror-set.ts';
import { type FieldPath, isAtOrBelow } from '../model/text/field-path.ts';
import { isAllowed } from '../rules/context/governance-scopes.ts';
import { memoize } from '../rules/memoize.ts';
import { type GuardedKind, isMirrorSetWrite, type Subject, type WrittenObject } from '../rules/subject.ts';
import { matchesGlob } from './glob.ts';
import { isAmong, type Requester, type RequesterSet } from './requester.ts';

/**
 * Writes that some rules do not deny. All members that are set must match; an absent member matches
 * everything.
 */
export interface Exemption {
  readonly name: string;
  readonly reason: string;
  readonly ticket?: string;
  /** The expiry as written in the policy. */
  readonly expires?: string;
  /** Expiry in milliseconds since 1970; Infinity if the exemption does not expire. */
  readonly expiresMs: number;
  readonly rules: ReadonlySet<string> | 'all';
  readonly who?: RequesterSet;
  readonly kinds?: ReadonlySet<GuardedKind>;
  /** Name patterns of objects; `*` matches any text. */
  readonly names?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Scopes. The exemption applies only to findings about sources inside one of them. */
  readonly sources?: readonly string[];
}

/** The parts of a write that exemptions match. */
export interface Write {
  readonly subject: WrittenObject;
  readonly requester: Requester;
  readonly nowMs: number;
}

/** One reason to deny a write. */
export interface DeniedFinding {
  readonly rule: string;
  readonly path: FieldPath;
}

/** Whether the exemption covers a finding of a write. Does not check expiry. */
export function covers(
  exemption: Exemption,
  { rule, path }: DeniedFinding,
  { subject, requester }: Write,
): boolean {
  const { rules, who, kinds, names, labels, sources } = exemption;
  if (rules !== 'all' && !rules.has(rule)) return false;
  if (who !== undefined && !isAmong(requester, who)) return false;
  if (kinds?.has(subject.kind) === false) return false;
  if (names !== undefined && !names.some((pattern) => matchesGlob(subject.name, pattern))) return false;
  if (labels !== undefined && !hasLabels(subject, labels)) return false;
  return sources === undefined || isAboutSources(subject, path, sources);
}

function hasLabels(subject: WrittenObject, wanted: Readonly<Record<string, string>>): boolean {
  const labels = valueAt(objectOf(subject), ['metadata', 'labels']);
  return Object.entries(wanted).every(([name, value]) => fieldOf(labels, name) === value);
}

/** The object to store; for a deletion, the stored object. */
export function objectOf({ operation, object, stored }: WrittenObject): JsonObject | undefined {
  return operation === 'DELETE' ? stored : object;
}

/**
 * A finding about the whole object can concern any current or previous source, so all of them must be inside
 * the scopes.
 */
function isAboutSources(subject: WrittenObject, path: FieldPath, scopes: readonly string[]): boolean {
  // A registry list of image.config affects more than the sources of an exemption.
  if (!isMirrorSetWrite(subject)) return false;
  const [, , index] = path;
  if (typeof index !== 'number') return coverage(subject).isWhole(scopes);
  // A malformed entry has a path but no source.
  const entry = coverage(subject).entries.get(index);
  return (
    entry !== undefined &&
    isAtOrBelow(path, entryPath(subject.kind, entry)) &&
    isAllowed(entry.source, scopes)
  );
}

/**
 * Computed once per subject, because a denial can have thousands of findings and each is compared with each
 * exemption.
 */
const coverage = memoize((subject: Subject) => {
  const known = new Map<readonly string[], boolean>();
  const isWhole = (scopes: readonly string[]): boolean => {
    const isKnown = known.get(scopes);
    if (isKnown !== undefined) return isKnown;
    const concerned = [...subject.entries, ...(subject.before?.entries ?? [])];
    const isCovered = concerned.length > 0 && concerned.every(({ source }) => isAllowed(source, scopes));
    known.set(scopes, isCovered);
    return isCovered;
  };
  return { entries: new Map(subject.entries.map((entry) => [entry.index, entry])), isWhole };
});
