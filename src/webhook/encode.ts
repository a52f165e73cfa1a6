import type { Stage } from '../audit/audit-record.ts';
import { type RefusalStatus, toRefusal } from './refusal.ts';
import type { AdmissionRequest } from './request.ts';
import type { Ruling } from './ruling.ts';
import { shorten } from './shorten.ts';
import { toWarnings } from './warnings.ts';

/** Values of audit annotations are meant to be short; the audit record has everything. */
const longestAnnotation = 1000;

interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: RefusalStatus;
  readonly patchType?: 'JSONPatch';
  /** Base64 of the JSON Patch. */
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: Readonly<Record<string, string>>;
}

/** The AdmissionReview that goes back, as text: the request's uid and apiVersion, and HTTP 200 whatever the verdict. */
export function encodeAnswer(stage: Stage, request: AdmissionRequest, ruling: Ruling): string {
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: toResponse(stage, request, ruling),
  });
}

function toResponse(stage: Stage, request: AdmissionRequest, ruling: Ruling): AdmissionResponse {
  const { uid } = request;
  if (ruling.verdict === 'ignore') return { uid, allowed: true };
  const warnings = toWarnings(stage, ruling);
  const told = {
    auditAnnotations: toAuditAnnotations(stage, request, ruling),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  if (ruling.verdict === 'deny') return { uid, allowed: false, status: toRefusal(request, ruling), ...told };
  if (ruling.patch.length === 0) return { uid, allowed: true, ...told };
  return {
    uid,
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(ruling.patch)).toString('base64'),
    ...told,
  };
}

/**
 * Kept by the API server's audit log as `<webhook>/<key>`. A mutating webhook may be asked again after others have changed the
 * object, and may not change a value then: so each repair has a key of its own, with a value that is always the same.
 */
function toAuditAnnotations(
  stage: Stage,
  { uid }: AdmissionRequest,
  { verdict, findings, repairs, notEvaluated, exempted, failure }: Ruling,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  // The API server's own event does not have this uid: it joins the event to our record of the decision.
  if (stage === 'validate' || verdict === 'deny') Object.assign(annotations, { verdict, uid });
  if (failure !== undefined) annotations.failure = failure;
  for (const mutation of new Set(repairs.map((repair) => repair.mutation)))
    annotations[`repaired.${mutation}`] = 'true';
  const rulesOf = (wanted: string) =>
    findings.flatMap(({ rule, severity }) => (severity === wanted ? [rule] : []));
  const exempting = exempted?.used.map(({ name }) => name) ?? [];
  const lists = {
    denied: rulesOf('deny'),
    warned: rulesOf('warn'),
    'not-evaluated': notEvaluated,
    exemptions: exempting,
  };
  for (const [key, ids] of Object.entries(lists))
    if (ids.length > 0) annotations[key] = shorten([...new Set(ids)].join(','), longestAnnotation);
  return annotations;
}
