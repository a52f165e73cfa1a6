import type { AdmissionRequest } from '../request.ts';
import { decodeReview } from './decode-review.ts';
import { asBuffer, type Read } from './read-json.ts';

const objectField = Buffer.from(',"object":');

/**
 * Decodes the beginning of a body: everything before the objects, which includes uid, kind, name,
 * operation and user. The API server writes the fields in a fixed order, and quotes inside strings are
 * escaped, so the first `,"object":` is the field.
 */
export function decodePartialReview(body: Uint8Array): Read<AdmissionRequest> {
  const end = asBuffer(body).indexOf(objectField);
  if (end === -1) return { ok: false, problem: 'the request body did not arrive before the webhook timeout' };
  return decodeReview(Buffer.concat([body.subarray(0, end), Buffer.from('}}')]));
}
