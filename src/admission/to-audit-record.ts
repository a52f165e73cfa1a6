import type { Finding } from '../policy/decide.ts';
import type { AuditedFinding, AuditRecord, Stage } from './audit-record.ts';
import type { AdmissionRequest } from './request.ts';
import { nameOf, type Ruling } from './ruling.ts';
import { shorten } from './shorten.ts';

/** One hostile object could break a rule half a million times. */
const mostFindings = 500;
const longestMessage = 1000;

export interface Timing {
  /** Wall clock at the decision. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly factsAgeMs: number;
}

/** The record of a ruling. Objects and annotations are not part of it: they may hold secrets. */
export function toAuditRecord(
  stage: Stage,
  request: AdmissionRequest,
  ruling: Ruling,
  { nowMs, durationMs, factsAgeMs }: Timing,
): AuditRecord {
  const { uid, operation, user, dryRun } = request;
  const { verdict, findings, patch, notEvaluated, failure = null } = ruling;
  return {
    schemaVersion: 1,
    time: new Date(nowMs).toISOString(),
    uid,
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
    patch: patch.length === 0 ? null : patch,
    failure,
    durationMs: Math.round(durationMs * 1000) / 1000,
    factsAgeMs: Math.max(0, Math.round(factsAgeMs)),
  };
}

function toAudited({ rule, severity, path, message }: Finding): AuditedFinding {
  return { id: rule, severity, path, message: shorten(message, longestMessage) };
}
