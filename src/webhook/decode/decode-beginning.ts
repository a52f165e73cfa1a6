import { asBuffer } from '../as-buffer.ts';
import type { AdmissionRequest } from '../request.ts';
import { decodeReview } from './decode-review.ts';
import type { Read } from './read-json.ts';

/** An AdmissionReview has all that is short before its objects: uid, kind, name, operation, user. */
const objectField = Buffer.from(',"object":');

/**
 * What a request is about, from the beginning of its body: everything but its objects, and what follows them (`dryRun`). The API
 * server writes fields in one order, and no text inside a string can look like the field that ends the beginning, because quotes
 * are escaped there.
 */
export function decodeBeginning(body: Uint8Array): Read<AdmissionRequest> {
  const end = asBuffer(body).indexOf(objectField);
  if (end === -1)
    return { ok: false, problem: 'the request had not arrived as a whole when its time was over' };
  return decodeReview(Buffer.concat([body.subarray(0, end), Buffer.from('}}')]));
}
