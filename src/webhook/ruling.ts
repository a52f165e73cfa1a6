import type { Failure, Stage, Verdict } from '../audit/audit-record.ts';
import { digestsOf, type WriteDigests } from '../audit/object-digest.ts';
import { findExcess } from '../kubernetes/structure/limits.ts';
import type { FactSheet } from '../model/facts.ts';
import { fieldOf, type Json } from '../model/json.ts';
import { isMirrorSetKind, type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { Finding } from '../policy/decide.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import { judge } from '../policy/judge.ts';
import type { Exempted } from '../policy/spare.ts';
import {
  type PatchOperation,
  type Repair,
  type Repaired,
  repair,
  toJsonPatch,
} from '../rules/mutations/index.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Operation } from '../rules/subject.ts';
import { pathsBeforeRepair } from './path-before-repair.ts';
import type { RecentRulings } from './recent-rulings.ts';
import type { AdmissionRequest } from './request.ts';
import { toSubject } from './subject.ts';

/** What a write is judged by. */
export interface AdmissionStanding {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  /** Ids of the mutations that are made. */
  readonly mutations: ReadonlySet<string>;
  readonly facts: FactSheet;
  /** Wall clock, milliseconds since 1970: exemptions end. */
  readonly nowMs: number;
  /** Where the same write was judged a moment ago. Without it, everything is judged anew. */
  readonly recent?: RecentRulings | undefined;
}

/** What is answered to one request, before it is put into the protocol's words. */
export interface Ruling {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly repairs: readonly Repair[];
  /** Empty when nothing is repaired, or when the write is refused. */
  readonly patch: readonly PatchOperation[];
  readonly notEvaluated: readonly string[];
  /** Absent where none was looked for. */
  readonly exempted?: Exempted;
  /** It rests on exemptions without telling of them, so it holds for now only. */
  readonly isPassing?: true;
  /** Of the objects as they came; absent where they were not judged. */
  readonly digests?: WriteDigests;
  /** Why it is not what judging gave, or not only that. */
  readonly failure?: Failure;
}

/** A ruling that rests on the rules. */
export type JudgedRuling = Ruling & Required<Pick<Ruling, 'digests'>>;

const nothing = { findings: [], repairs: [], patch: [], notEvaluated: [] } as const;
export const ignored: Ruling = { verdict: 'ignore', ...nothing };

/** The decision without judging, by the setting for that case. */
export function ruleWithoutJudging(failure: Failure, verdict: Verdict): Ruling {
  return { verdict, ...nothing, failure };
}

/** Rules on a request. Pure: the same request and standing give the same ruling. */
export function ruleOn(stage: Stage, request: AdmissionRequest, standing: AdmissionStanding): Ruling {
  const kind = mirrorSetKindOf(request);
  const { operation } = request;
  if (kind === undefined || operation === 'CONNECT' || request.subResource !== '') return ignored;
  // The object has passed the definition's schema; every rule has its say.
  if (stage === 'validate') return judged(kind, operation, request, request.object, standing);
  // There is nothing to repair in what goes away, and a patch would be an error.
  return operation === 'DELETE' ? ignored : ruleOnWritten(kind, operation, request, standing);
}

export function mirrorSetKindOf({ kind: { group, kind } }: AdmissionRequest): MirrorSetKind | undefined {
  return isMirrorSetKind(kind) && mirrorSetKinds[kind].group === group ? kind : undefined;
}

/**
 * The object is as the admin wrote it. It is repaired, and refused if that leaves it malformed: the schema would refuse it
 * next, with a regular expression for an explanation (DOMAIN 1.6). That refusal then says everything that is wrong at once.
 */
function ruleOnWritten(
  kind: MirrorSetKind,
  operation: Operation,
  request: AdmissionRequest,
  standing: AdmissionStanding,
): Ruling {
  const { object, repairs } = repairWithinLimits(kind, request, standing);
  const ruling = judged(kind, operation, request, object, standing);
  const digests = repairs.length === 0 ? ruling.digests : digestsOf(request);
  const isMalformed = ruling.findings.some(
    ({ severity, category }) => severity === 'deny' && category === 'format',
  );
  const passing = ruling.exempted === undefined ? {} : { isPassing: true as const };
  if (!isMalformed)
    return { ...nothing, ...passing, verdict: 'allow', digests, repairs, patch: toJsonPatch(repairs) };
  const toWritten = pathsBeforeRepair(repairs);
  const findings = ruling.findings.map((finding) => ({ ...finding, path: toWritten(finding.path) }));
  return { ...ruling, digests, findings };
}

function repairWithinLimits(
  kind: MirrorSetKind,
  { object, oldObject }: AdmissionRequest,
  { mutations }: AdmissionStanding,
): Repaired<Json | undefined> {
  return findExcess(kind, object, oldObject) === undefined
    ? repair(kind, object, { enabled: mutations })
    : { object, repairs: [] };
}

function judged(
  kind: MirrorSetKind,
  operation: Operation,
  request: AdmissionRequest,
  object: Json | undefined,
  standing: AdmissionStanding,
): JudgedRuling {
  const judgeNow = () => judgedNow(kind, operation, request, object, standing);
  return standing.recent === undefined
    ? judgeNow()
    : standing.recent.recall(request, object, standing, judgeNow);
}

function judgedNow(
  kind: MirrorSetKind,
  operation: Operation,
  { name, oldObject, user }: AdmissionRequest,
  object: Json | undefined,
  { rules, enforcement, facts, nowMs }: AdmissionStanding,
): JudgedRuling {
  const subject = toSubject({ kind, operation, object, oldObject, name });
  const occasion = { requester: user, nowMs };
  const { outcomes, ...decision } = judge(subject, {
    rules,
    enforcement,
    facts,
    host: 'admission',
    occasion,
  });
  const notEvaluated: string[] = [];
  for (const { status, rule } of outcomes)
    if (status === 'not-evaluated' || status === 'errored') notEvaluated.push(rule.id);
  return { ...nothing, ...decision, notEvaluated, digests: digestsOf({ oldObject, object }) };
}

/** What an unnamed object is called in answers: its prefix, if it has one. */
export function nameOf({ name, object }: AdmissionRequest): string {
  if (name !== '') return name;
  const metadata = fieldOf(object, 'metadata');
  const given = fieldOf(metadata, 'name') || fieldOf(metadata, 'generateName');
  return typeof given === 'string' ? given : '';
}
