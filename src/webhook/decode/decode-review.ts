import { review as isReview } from '../../kubernetes/structure/first-error.generated.ts';
import { describe } from '../../kubernetes/structure/structure-message.ts';
import { type Json, type JsonObject, valueAt } from '../../model/json.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import type { AdmissionRequest } from '../request.ts';
import { type Read, readJson } from './read-json.ts';

/** Longer than any uid of the API server. The uid is part of the response and the log. */
const maxUidLength = 256;

/** The shape that the compiled schema guarantees. */
interface ReviewRequest {
  readonly uid: string;
  readonly kind: AdmissionRequest['kind'];
  readonly operation: AdmissionRequest['operation'];
  readonly name?: string | null;
  readonly subResource?: string | null;
  readonly dryRun?: boolean | null;
  readonly userInfo?: {
    readonly username?: string | null;
    readonly groups?: readonly string[] | null;
  } | null;
  readonly object?: Json;
  readonly oldObject?: Json;
}

/** Decodes an AdmissionReview of admission.k8s.io/v1. Never throws. */
export function decodeReview(body: Uint8Array): Read<AdmissionRequest> {
  const json = readJson(body);
  if (!json.ok) return json;
  if (!isReview(json.value)) return { ok: false, problem: describeFirstError(json.value) };
  const { request } = json.value as JsonObject & { readonly request: ReviewRequest };
  if (request.uid === '' || request.uid.length > maxUidLength)
    return {
      ok: false,
      problem: `request.uid must have 1 to ${maxUidLength} characters, but has ${request.uid.length}`,
    };
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
  const { instancePath, keyword, params } = isReview.errors?.[0] ?? {
    instancePath: '',
    keyword: '',
    params: {},
  };
  // All names are from the schema, and none needs escaping in a JSON pointer.
  const path = instancePath
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const where = path.length === 0 ? 'the body' : formatFieldPath(path);
  if (keyword === 'required') return `${where} must have ${String(params.missingProperty)}`;
  const came = describe(valueAt(value, path));
  if (keyword === 'type') return `${where} must be ${describeType(params.type)}, but is ${came}`;
  if (keyword === 'const') return `${where} must be ${String(params.allowedValue)}, but is ${came}`;
  return `${where} must be one of ${(params.allowedValues as readonly string[]).join(', ')}, but is ${came}`;
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  boolean: 'true or false',
  null: 'null',
};

function describeType(type: unknown): string {
  return (Array.isArray(type) ? type : [type])
    .map((name) => typeNames[String(name)] ?? String(name))
    .join(' or ');
}
