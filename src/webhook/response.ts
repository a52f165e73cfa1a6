import type { RecordId } from '../audit/audit-chain.ts';
import type { Finding } from '../policy/finding.ts';
import type { AdmissionDecision, Stage } from './decision.ts';
import { type DenialStatus, type PageOf, toDenialStatus } from './denial-status.ts';
import type { AdmissionRequest } from './request.ts';
import { shorten } from './shorten.ts';
import { toWarnings } from './warnings.ts';

/** Annotation values should be short; the audit record is complete. */
const maxAnnotationLength = 1000;

interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: DenialStatus;
  readonly patchType?: 'JSONPatch';
  /** Base64 of the JSON Patch. */
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/**
 * The text of the AdmissionReview response. The HTTP status is 200, also for a denial.
 * @param recordId id of the audit record; absent without a record
 * @param pageOf returns the page of a rule, for links in denials
 */
export function encodeResponse(
  stage: Stage,
  request: AdmissionRequest,
  decision: AdmissionDecision,
  {
    recordId,
    pageOf,
  }: { readonly recordId?: RecordId | undefined; readonly pageOf?: PageOf | undefined } = {},
): string {
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: toResponse(stage, request, decision, recordId, pageOf),
  });
}

function toResponse(
  stage: Stage,
  request: AdmissionRequest,
  decision: AdmissionDecision,
  recordId: RecordId | undefined,
  pageOf: PageOf | undefined,
): AdmissionResponse {
  const { uid } = request;
  const { verdict, patch } = decision;
  const auditAnnotations = {
    ...recordAnnotations(stage, request, decision, recordId),
    ...(verdict === 'ignore' ? {} : toAuditAnnotations(decision)),
  };
  if (verdict === 'ignore')
    return { uid, allowed: true, ...(stage === 'validate' ? { auditAnnotations } : {}) };
  const warnings = toWarnings(stage, decision);
  const details = {
    auditAnnotations,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  if (verdict === 'deny')
    return { uid, allowed: false, status: toDenialStatus(request, decision, pageOf), ...details };
  if (patch.length === 0) return { uid, allowed: true, ...details };
  return {
    uid,
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
    ...details,
  };
}

/**
 * The API server stores annotations in its audit event as `<webhook>/<key>`. Reinvocation of a mutating
 * webhook must not change a value, so `/mutate` states its record only if it denies.
 */
function recordAnnotations(
  stage: Stage,
  { uid }: AdmissionRequest,
  { verdict }: AdmissionDecision,
  recordId: RecordId | undefined,
): Readonly<Record<string, string>> {
  if (stage === 'mutate' && verdict !== 'deny') return {};
  // The audit event of the API server has another id; the uid and the record join it to the audit log.
  const record = recordId === undefined ? {} : { record: `${recordId.log}:${recordId.seq}` };
  return { verdict, uid: shorten(uid, maxAnnotationLength), ...record };
}

/** Each mutation has a separate key with a constant value, which reinvocation does not change. */
function toAuditAnnotations({
  findings,
  mutations,
  notEvaluated,
  exempted,
  failure,
}: AdmissionDecision): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  if (failure !== undefined) annotations.failure = failure;
  for (const { mutation } of mutations) annotations[`mutated.${mutation}`] = 'true';
  const rulesWith = (wanted: Finding['severity']) =>
    findings.flatMap(({ rule, severity }) => (severity === wanted ? [rule] : []));
  const lists = {
    denied: rulesWith('deny'),
    warned: rulesWith('warn'),
    'not-evaluated': notEvaluated,
    exemptions: exempted?.used.map(({ name }) => name) ?? [],
  };
  for (const [key, ids] of Object.entries(lists))
    if (ids.length > 0) annotations[key] = shorten([...new Set(ids)].join(','), maxAnnotationLength);
  return annotations;
}
