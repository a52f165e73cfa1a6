import { formatNumber } from '../model/text/count.ts';
import { quote } from '../model/text/quote.ts';
import type { Finding } from './finding.ts';

/** Findings of one rule and severity at one object, which a user corrects together. */
export interface FindingGroup<Reported extends GroupableFinding> {
  readonly first: Reported;
  readonly others: readonly Reported[];
}

type GroupableFinding = Pick<
  Finding,
  'rule' | 'severity' | 'path' | 'about' | 'isUnchecked' | 'downgradedBy'
> & {
  readonly object?: unknown;
};

/** The number of findings to name in addition to the first, which its own message names. */
const maxNamed = 2;

/**
 * Groups findings by rule, severity and object. Groups have the order of their first findings.
 * @param objectKey equal for findings of one object
 */
export function groupFindings<Reported extends GroupableFinding>(
  findings: readonly Reported[],
  objectKey: (finding: Reported) => unknown,
): readonly FindingGroup<Reported>[] {
  const objectNumbers = new Map<unknown, number>();
  const numberOf = (key: unknown) => {
    const number = objectNumbers.get(key) ?? objectNumbers.size;
    objectNumbers.set(key, number);
    return number;
  };
  const groups = Map.groupBy(findings, (finding) => {
    const { rule, severity, downgradedBy = '' } = finding;
    return `${rule} ${severity} ${downgradedBy} ${numberOf(objectKey(finding))}`;
  });
  return [...groups.values()].map(([first, ...others]) => ({ first: first as Reported, others }));
}

/**
 * `also reported for "b", "c" and 37 more`: names the sources of the other findings, or their paths if all
 * have the source of the first. Empty for a single finding.
 */
export function describeOthers({ first, others }: FindingGroup<GroupableFinding>): string {
  if (others.length === 0) return '';
  const named = othersBySource(first, others) ?? others.map(({ path }) => path || 'the object');
  const shown = named.slice(0, maxNamed);
  const left = others.length - shown.length;
  const words = left > 0 ? [...shown, `${formatNumber(left)} more`] : shown;
  const text = words.length === 1 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  return `also reported for ${text}`;
}

function othersBySource(
  first: GroupableFinding,
  others: readonly GroupableFinding[],
): readonly string[] | undefined {
  const sources = new Set(others.flatMap(({ about }) => (about === undefined ? [] : [about])));
  sources.delete(first.about ?? '');
  return sources.size === 0 ? undefined : [...sources].map(quote);
}
