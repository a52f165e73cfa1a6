import type { UsedExemption } from '../policy/downgrade.ts';
import type { Finding } from '../policy/finding.ts';
import type { PatchOperation } from '../rules/mutations/index.ts';
import { type AdmissionDecision, countOmitted, type Stage } from '../webhook/decision.ts';
import type { Peer } from '../webhook/ports.ts';
import { type AdmissionRequest, nameOf } from '../webhook/request.ts';
import { shorten, toOneLine } from '../webhook/shorten.ts';
import type { Digest } from './canonical-json.ts';
import { objectDigest } from './object-digest.ts';
import type { AuditedExemption, AuditedFinding, AuditRecord } from './record.ts';
import { maxTextBytes, RemainingBytes } from './record-size.ts';
import { credentialsIn, Redaction, redactLocation, redactValue } from './redaction.ts';

/** Limits the work for a hostile object with half a million findings; a record has space for fewer. */
const maxItems = 500;
const maxMessageLength = 1000;
/** API servers send shorter values; other clients can send longer ones. */
const maxNameLength = 256;
const maxUserNameLength = 512;
const maxUidLength = 64;
const maxKindLength = 64;

export interface RecordContext {
  /** Wall clock at the time of the decision. */
  readonly nowMs: number;
  readonly durationMs: number;
  readonly policyHash: Digest;
  /** Absent if the caller is unknown. */
  readonly peer?: Peer | undefined;
}

/**
 * The JSON of an `AuditRecord` of at most `maxTextBytes`. Cost: mostly the digests of the objects.
 */
export function recordText(
  stage: Stage,
  request: AdmissionRequest,
  decision: AdmissionDecision,
  { nowMs, durationMs, policyHash, peer }: RecordContext,
): string {
  const { findings, patch, exempted, snapshot } = decision;
  const { name: userName, groups } = request.user;
  const { digests } = request;
  const redaction = new Redaction(request.credentials ?? credentialsIn(request.object, request.oldObject));
  const record: AuditRecord = {
    schemaVersion: 1,
    type: 'decision',
    time: new Date(nowMs).toISOString(),
    uid: shorten(request.uid, maxUidLength),
    stage,
    operation: request.operation,
    kind: shorten(request.kind.kind, maxKindLength),
    name: shorten(redactLocation(nameOf(request)), maxNameLength),
    user: { name: shorten(userName, maxUserNameLength), groups: groups.slice(0, maxItems) },
    peer: peer ?? null,
    dryRun: request.dryRun,
    verdict: decision.verdict,
    rules: findings.slice(0, maxItems).map((finding) => toAudited(finding, redaction)),
    notEvaluated: decision.notEvaluated,
    patch: patch.length === 0 ? null : patch.slice(0, maxItems).map(toAuditedOperation),
    exemptionsUsed: (exempted?.used ?? []).map((used) => toAuditedExemption(used, redaction)),
    exemptionsRejected: exempted?.rejected ?? [],
    omitted: {
      rules: Math.max(0, findings.length - maxItems) + countOmitted(decision),
      patch: Math.max(0, patch.length - maxItems),
      groups: Math.max(0, groups.length - maxItems),
      notEvaluated: 0,
      exemptions: 0,
    },
    objectBefore: digests === undefined ? objectDigest(request.oldObject) : digests.before,
    objectAfter: digests === undefined ? objectDigest(request.object) : digests.after,
    failure: decision.failure ?? null,
    durationMs: Math.round(durationMs * 1000) / 1000,
    factsAgeMs: snapshot === undefined ? 0 : Math.max(0, Math.round(nowMs - snapshot.takenAtMs)),
    factsVersion: snapshot?.version ?? null,
    policyHash,
  };
  const text = JSON.stringify(record);
  return Buffer.byteLength(text) <= maxTextBytes ? text : JSON.stringify(shortened(record));
}

/** Limits for lists that are less important than findings. */
const share = { groups: 2048, notEvaluated: 1024, exemptionsUsed: 2048, exemptionsRejected: 512 } as const;

/** Truncates each list and counts the omitted items. */
function shortened(record: AuditRecord): AuditRecord {
  const { user, rules, notEvaluated, patch, exemptionsUsed, exemptionsRejected, omitted } = record;
  const withoutLists = {
    ...record,
    user: { name: user.name, groups: [] },
    rules: [],
    notEvaluated: [],
    patch: patch === null ? null : [],
    exemptionsUsed: [],
    exemptionsRejected: [],
  };
  const remaining = new RemainingBytes(
    maxTextBytes - Buffer.byteLength(JSON.stringify(withoutLists)) - counterBytes,
  );
  const keptGroups = remaining.take(user.groups, share.groups);
  const kept = {
    notEvaluated: remaining.take(notEvaluated, share.notEvaluated),
    exemptionsUsed: remaining.take(exemptionsUsed, share.exemptionsUsed),
    exemptionsRejected: remaining.take(exemptionsRejected, share.exemptionsRejected),
    rules: remaining.take(rules),
    patch: remaining.take(patch ?? []),
  };
  return {
    ...record,
    ...kept,
    user: { name: user.name, groups: keptGroups },
    patch: patch === null ? null : kept.patch,
    omitted: {
      rules: omitted.rules + rules.length - kept.rules.length,
      patch: omitted.patch + (patch?.length ?? 0) - kept.patch.length,
      groups: omitted.groups + user.groups.length - keptGroups.length,
      notEvaluated: omitted.notEvaluated + notEvaluated.length - kept.notEvaluated.length,
      exemptions:
        exemptionsUsed.length -
        kept.exemptionsUsed.length +
        exemptionsRejected.length -
        kept.exemptionsRejected.length,
    },
  };
}

/** Reserved, because the counters of `omitted` can become longer. */
const counterBytes = 64;

/** Redacts the message, because a message about an annotation can quote its value. */
function toAudited(
  { rule, severity, path, message, downgradedBy }: Finding,
  redaction: Redaction,
): AuditedFinding {
  const isOnAnnotation = path.startsWith('metadata.annotations');
  return {
    id: rule,
    severity,
    path: shorten(redaction.redact(path), maxMessageLength),
    message: isOnAnnotation
      ? 'omitted: annotations may contain secrets'
      : shorten(redaction.redact(message), maxMessageLength),
    ...(downgradedBy === undefined ? {} : { downgradedBy }),
  };
}

function toAuditedExemption(
  { name, rule, reason, ticket, expires }: UsedExemption,
  redaction: Redaction,
): AuditedExemption {
  return {
    name,
    rule,
    reason: shorten(redaction.redact(toOneLine(reason)), maxMessageLength),
    ticket: ticket ?? null,
    expires: expires ?? null,
  };
}

function toAuditedOperation(operation: PatchOperation): object {
  const { op, path } = operation;
  const where = { op, path: redactLocation(path) };
  const hasValue = 'value' in operation && !path.startsWith('/metadata/annotations');
  return hasValue ? { ...where, value: redactValue(operation.value) } : where;
}
