import type { MirrorSetKind } from '../../model/mirror-set.ts';
import type { AuditRecord } from '../record.ts';

/** Absent members match every record. */
export interface RecordFilter {
  readonly user?: string;
  readonly group?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly operation?: string;
  readonly verdict?: string;
  readonly rule?: string;
  readonly uid?: string;
  /** Why a finding did not deny: `advisory`. */
  readonly exempted?: string;
  /** Name of an exemption that was used, or `break-glass`. */
  readonly exemption?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly sinceMs?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly untilMs?: number;
}

export interface Criterion {
  readonly option: string;
  /** The option as given: `--user alice`. */
  readonly text: string;
  matches(record: AuditRecord): boolean;
}

type Texts = Omit<RecordFilter, 'sinceMs' | 'untilMs'>;

/** Kinds are case-insensitive and can be short names, as in `oc`; names are case-sensitive. */
const conditions: { readonly [Option in keyof Required<Texts>]: (wanted: string) => Criterion['matches'] } = {
  user: (wanted) => (record) => record.user.name === wanted,
  group: (wanted) => (record) => record.user.groups.includes(wanted),
  name: (wanted) => (record) => record.name === wanted,
  kind: (wanted) => {
    const kind = (shortNames.get(wanted.toLowerCase()) ?? wanted).toLowerCase();
    return (record) => record.kind.toLowerCase() === kind;
  },
  operation: (wanted) => (record) => record.operation.toLowerCase() === wanted.toLowerCase(),
  verdict: (wanted) => (record) => record.verdict === wanted,
  rule: (wanted) => (record) => isAbout(record, wanted),
  uid: (wanted) => (record) => record.uid === wanted,
  exempted: (wanted) => (record) => record.rules.some(({ downgradedBy }) => downgradedBy === wanted),
  exemption: (wanted) => (record) => record.exemptionsUsed.some(({ name }) => name === wanted),
};

const shortNames: ReadonlyMap<string, MirrorSetKind> = new Map([
  ['idms', 'ImageDigestMirrorSet'],
  ['itms', 'ImageTagMirrorSet'],
  ['icsp', 'ImageContentSourcePolicy'],
]);

/** The criteria that a selected record must match. */
export function criteriaOf({ sinceMs, untilMs, ...texts }: RecordFilter): readonly Criterion[] {
  const criteria = (Object.keys(conditions) as (keyof Texts)[]).flatMap((option): Criterion[] => {
    const wanted = texts[option];
    return wanted === undefined
      ? []
      : [{ option, text: `--${option} ${wanted}`, matches: conditions[option](wanted) }];
  });
  const addTime = (option: string, ms: number, matches: Criterion['matches']) =>
    criteria.push({ option, text: `--${option} ${new Date(ms).toISOString()}`, matches });
  if (sinceMs !== undefined) addTime('since', sinceMs, ({ time }) => Date.parse(time) >= sinceMs);
  if (untilMs !== undefined) addTime('until', untilMs, ({ time }) => Date.parse(time) < untilMs);
  return criteria;
}

function isAbout({ rules, notEvaluated, exemptionsUsed }: AuditRecord, id: string): boolean {
  return (
    rules.some((rule) => rule.id === id) ||
    notEvaluated.includes(id) ||
    exemptionsUsed.some(({ rule }) => rule === id)
  );
}
