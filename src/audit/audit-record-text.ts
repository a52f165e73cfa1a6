import type { Finding } from '../policy/decide.ts';
import type { UsedExemption } from '../policy/spare.ts';
import type { PatchOperation } from '../rules/mutations/index.ts';
import type { AdmissionRequest } from '../webhook/request.ts';
import { nameOf, type Ruling } from '../webhook/ruling.ts';
import { shorten, toOneLine } from '../webhook/shorten.ts';
import type { AuditedExemption, AuditedFinding, AuditRecord, Stage } from './audit-record.ts';
import type { Digest } from './digest.ts';
import { digestsOf } from './object-digest.ts';
import { withoutPasswords } from './without-passwords.ts';

/** One hostile object could break a rule half a million times. */
const mostFindings = 500;
const mostOperations = 1000;
const longestMessage = 1000;

/** When, and on what, it was decided. */
export interface Circumstances {
  /** Wall clock at the decision. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly factsAgeMs: number;
  readonly factsVersion: string | null;
  readonly policyHash: Digest;
}

type Occasion = Pick<AuditRecord, 'schemaVersion' | 'time' | 'uid'>;
type Basis = Pick<AuditRecord, 'durationMs' | 'factsAgeMs' | 'factsVersion' | 'policyHash'>;
type Decided = Omit<AuditRecord, keyof Occasion | keyof Basis>;

/**
 * The JSON of an `AuditRecord`.
 *
 * @param decided as `decidedText` gives it: most of the record, and the same each time the same is asked
 */
export function auditRecordText(uid: string, decided: string, circumstances: Circumstances): string {
  const { nowMs, durationMs, factsAgeMs, factsVersion, policyHash } = circumstances;
  const occasion: Occasion = { schemaVersion: 1, time: new Date(nowMs).toISOString(), uid };
  const basis: Basis = {
    durationMs: Math.round(durationMs * 1000) / 1000,
    factsAgeMs: Math.max(0, Math.round(factsAgeMs)),
    factsVersion,
    policyHash,
  };
  return `{${membersOf(occasion)},${decided},${membersOf(basis)}}`;
}

/**
 * The text of what was decided: members without the braces around them. Cost: where the objects are new, that of their digests.
 */
export function decidedText(stage: Stage, request: AdmissionRequest, ruling: Ruling): string {
  return membersOf(toDecided(stage, request, ruling));
}

function toDecided(stage: Stage, request: AdmissionRequest, ruling: Ruling): Decided {
  const { operation, user, dryRun } = request;
  const {
    verdict,
    findings,
    patch,
    notEvaluated,
    exempted,
    digests = digestsOf(request),
    failure = null,
  } = ruling;
  return {
    stage,
    operation,
    kind: request.kind.kind,
    name: nameOf(request),
    user,
    dryRun,
    verdict,
    rules: findings.slice(0, mostFindings).map(toAudited),
    rulesOmitted: Math.max(0, findings.length - mostFindings),
    notEvaluated,
    patch: patch.length === 0 ? null : patch.slice(0, mostOperations).map(withoutAnnotation),
    patchOmitted: Math.max(0, patch.length - mostOperations),
    exemptionsUsed: (exempted?.used ?? []).map(toAuditedExemption),
    exemptionsRejected: exempted?.rejected ?? [],
    objectBefore: digests.before(),
    objectAfter: digests.after(),
    failure,
  };
}

function membersOf(part: Occasion | Decided | Basis): string {
  return JSON.stringify(part).slice(1, -1);
}

/** A message about an annotation may quote it. */
function toAudited({ rule, severity, path, message, spared }: Finding): AuditedFinding {
  const isOnAnnotation = path.startsWith('metadata.annotations');
  return {
    id: rule,
    severity,
    path,
    message: isOnAnnotation
      ? 'not recorded: annotations may hold secrets'
      : shorten(withoutPasswords(message), longestMessage),
    ...(spared === undefined ? {} : { spared }),
  };
}

function toAuditedExemption({ name, rule, reason, ticket, expires }: UsedExemption): AuditedExemption {
  return {
    name,
    rule,
    reason: shorten(toOneLine(reason), longestMessage),
    ticket: ticket ?? null,
    expires: expires ?? null,
  };
}

function withoutAnnotation(operation: PatchOperation): object {
  const { op, path } = operation;
  return path.startsWith('/metadata/annotations') ? { op, path } : operation;
}
