import type { AuditRecord } from '../../audit/record.ts';
import type { MirrorSetKind } from '../../model/mirror-set.ts';

/** What to look for; a member that is absent matches everything. */
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
  /** Milliseconds since 1970; the record may be of that very time. */
  readonly sinceMs?: number;
  /** Milliseconds since 1970; the record is older. */
  readonly untilMs?: number;
}

/** One thing that a record must have. */
export interface Criterion {
  readonly option: string;
  /** As it is asked for: `--user alice`. */
  readonly asked: string;
  holds(record: AuditRecord): boolean;
}

type Texts = Omit<RecordFilter, 'sinceMs' | 'untilMs'>;

/** Kinds and operations are found in any case, and kinds by their short names, as `oc` finds them; names are not, as Kubernetes has them. */
const tests: { readonly [Option in keyof Required<Texts>]: (wanted: string) => Criterion['holds'] } = {
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

/** What a record must have, all of it, to be chosen. */
export function criteriaOf({ sinceMs, untilMs, ...texts }: RecordFilter): readonly Criterion[] {
  const criteria = (Object.keys(tests) as (keyof Texts)[]).flatMap((option): Criterion[] => {
    const wanted = texts[option];
    return wanted === undefined
      ? []
      : [{ option, asked: `--${option} ${wanted}`, holds: tests[option](wanted) }];
  });
  const addTime = (option: string, ms: number, holds: Criterion['holds']) =>
    criteria.push({ option, asked: `--${option} ${new Date(ms).toISOString()}`, holds });
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
