import type { Json, JsonObject } from '../../domain/json.ts';
import { quote } from '../../domain/quote.ts';
import type { AdmissionRequest } from '../request.ts';
import { review as isReview } from './first-error.generated.ts';
import { type Read, readJson } from './read-json.ts';

/** Longer than any identifier of the API server; it is echoed in the answer and in the log. */
const longestUid = 256;

/** The shape that the compiled schema has ascertained. */
interface ReviewRequest {
  readonly uid: string;
  readonly kind: AdmissionRequest['kind'];
  readonly operation: AdmissionRequest['operation'];
  readonly name?: string | null;
  readonly subResource?: string | null;
  readonly dryRun?: boolean | null;
  readonly userInfo?: { readonly username?: string | null; readonly groups?: readonly string[] | null } | null;
  readonly object?: Json;
  readonly oldObject?: Json;
}

/** An AdmissionReview of admission.k8s.io/v1 from the bytes of a body. Never throws. */
export function decodeReview(body: Uint8Array): Read<AdmissionRequest> {
  const json = readJson(body);
  if (!json.ok) return json;
  if (!isReview(json.value)) return { ok: false, problem: describeFirstError(json.value) };
  const { request } = json.value as JsonObject & { readonly request: ReviewRequest };
  if (request.uid === '' || request.uid.length > longestUid)
    return { ok: false, problem: `request.uid must have 1 to ${longestUid} characters, and has ${request.uid.length}` };
  const { uid, kind, operation, name, subResource, dryRun, userInfo, object, oldObject } = request;
  return {
    ok: true,
    value: {
      uid,
      kind,
      operation,
      name: name ?? '',
      subResource: subResource ?? '',
      dryRun: dryRun === true,
      user: { name: userInfo?.username ?? '', groups: userInfo?.groups ?? [] },
      object,
      oldObject,
    },
  };
}

function describeFirstError(value: Json): string {
  const { instancePath, keyword, params } = isReview.errors?.[0] ?? { instancePath: '', keyword: '', params: {} };
  const where = instancePath === '' ? 'the body' : instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') return `${where} has no ${String(params.missingProperty)}`;
  if (keyword === 'type') return `${where} must be ${describeType(params.type)}`;
  if (keyword === 'const') return `${where} must be ${String(params.allowedValue)}, and is ${describeAt(value, where)}`;
  return `${where} must be one of ${(params.allowedValues as readonly string[]).join(', ')}, and is ${describeAt(value, where)}`;
}

function describeType(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).join(' or ');
}

function describeAt(value: Json, where: string): string {
  let at: unknown = value;
  for (const step of where.split('.')) at = (at as Readonly<Record<string, unknown>>)[step];
  return typeof at === 'string' ? quote(at) : at === null ? 'null' : `of type ${typeof at}`;
}
