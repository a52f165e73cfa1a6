import type { UsedExemption } from '../policy/downgrade.ts';
import type { Finding } from '../policy/finding.ts';
import type { PatchOperation } from '../rules/mutations/index.ts';
import { type AdmissionDecision, countOmitted, type Stage } from '../webhook/decision.ts';
import { type AdmissionRequest, nameOf } from '../webhook/request.ts';
import { shorten, toOneLine } from '../webhook/shorten.ts';
import type { Digest } from './canonical-json.ts';
import { objectDigest } from './object-digest.ts';
import type { AuditedExemption, AuditedFinding, AuditRecord } from './record.ts';

/** Bounds the record of a hostile object with half a million findings. */
const maxFindings = 500;
const maxOperations = 1000;
const maxMessageLength = 1000;

export interface Circumstances {
  /** Wall clock at the decision. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly policyHash: Digest;
}

/** The JSON of an `AuditRecord`. Cost: mostly the digests of the objects. */
export function recordText(
  stage: Stage,
  request: AdmissionRequest,
  decision: AdmissionDecision,
  { nowMs, durationMs, policyHash }: Circumstances,
): string {
  const { findings, patch, exempted, snapshot } = decision;
  const { digests } = request;
  const record: AuditRecord = {
    schemaVersion: 1,
    time: new Date(nowMs).toISOString(),
    uid: request.uid,
    stage,
    operation: request.operation,
    kind: request.kind.kind,
    name: nameOf(request),
    user: request.user,
    dryRun: request.dryRun,
    verdict: decision.verdict,
    rules: findings.slice(0, maxFindings).map(toAudited),
    rulesOmitted: Math.max(0, findings.length - maxFindings) + countOmitted(decision),
    notEvaluated: decision.notEvaluated,
    patch: patch.length === 0 ? null : patch.slice(0, maxOperations).map(withoutAnnotationValue),
    patchOmitted: Math.max(0, patch.length - maxOperations),
    exemptionsUsed: (exempted?.used ?? []).map(toAuditedExemption),
    exemptionsRejected: exempted?.rejected ?? [],
    objectBefore: digests === undefined ? objectDigest(request.oldObject) : digests.before,
    objectAfter: digests === undefined ? objectDigest(request.object) : digests.after,
    failure: decision.failure ?? null,
    durationMs: Math.round(durationMs * 1000) / 1000,
    factsAgeMs: snapshot === undefined ? 0 : Math.max(0, Math.round(nowMs - snapshot.takenAtMs)),
    factsVersion: snapshot?.version ?? null,
    policyHash,
  };
  return JSON.stringify(record);
}

/** A message about an annotation may quote its value. */
function toAudited({ rule, severity, path, message, downgradedBy }: Finding): AuditedFinding {
  const isOnAnnotation = path.startsWith('metadata.annotations');
  return {
    id: rule,
    severity,
    path,
    message: isOnAnnotation
      ? 'omitted: annotations may hold secrets'
      : shorten(withoutPasswords(message), maxMessageLength),
    ...(downgradedBy === undefined ? {} : { downgradedBy }),
  };
}

function toAuditedExemption({ name, rule, reason, ticket, expires }: UsedExemption): AuditedExemption {
  return {
    name,
    rule,
    reason: shorten(toOneLine(reason), maxMessageLength),
    ticket: ticket ?? null,
    expires: expires ?? null,
  };
}

function withoutAnnotationValue(operation: PatchOperation): object {
  const { op, path } = operation;
  return path.startsWith('/metadata/annotations') ? { op, path } : operation;
}

/** A password in front of a host, between a colon and an `@`; not the tag in front of a digest. */
const password = /:[^\s/:@"]{1,256}@(?!sha\d)/g;

/** Redacts the passwords of locations that were copied with their credentials. */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(password, ':***@') : text;
}
