import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject } from '../../model/json.ts';

/** The value, or the problem in words for the client. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** Deeper than any Kubernetes object, and safe for recursive functions. */
const maxNesting = 100;
/**
 * V8 needs more than a second to parse megabytes of opening brackets. Below this size parsing is quick,
 * and checking the parsed value is faster than scanning the bytes.
 */
const maxUnscannedBytes = 64 * 1024;

/**
 * Parses JSON. A byte order mark is skipped. The last of two equal keys counts, as in the API server.
 * JSON.parse makes `__proto__` an own property.
 *
 * Cost: linear; never throws.
 */
export function readJson(bytes: Uint8Array): Read<Json> {
  if (!isUtf8(bytes)) return { ok: false, problem: 'the body is not valid UTF-8' };
  const isSmall = bytes.length <= maxUnscannedBytes;
  if (!isSmall && isNestedDeeper(bytes, maxNesting)) return tooDeep;
  const text = asBuffer(bytes).toString('utf8');
  try {
    const value: Json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return isSmall && isDeeper(value, maxNesting) ? tooDeep : { ok: true, value };
  } catch (error) {
    return {
      ok: false,
      problem: `the body is not JSON: ${text === '' ? 'it is empty' : (error as SyntaxError).message}`,
    };
  }
}

const tooDeep: Read<never> = {
  ok: false,
  problem: `the body is nested deeper than ${maxNesting} levels`,
};

/** Recurses at most `levels` deep. */
function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      if (isDeeper(value[index] as Json, levels - 1)) return true;
    return false;
  }
  for (const key in value) if (isDeeper((value as JsonObject)[key] as Json, levels - 1)) return true;
  return false;
}

const quote = 0x22;
const backslash = 0x5c;

/** Counts brackets outside strings. Exact for JSON; the parser rejects anything else. */
function isNestedDeeper(bytes: Uint8Array, levels: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte === quote) isInString = !isInString;
    else if (byte === backslash) index++;
    else if (byte < 0x5b || isInString) continue;
    // `[` and `{`, and `]` and `}`, differ in one bit, and no other byte differs from them in that bit only.
    else if ((byte & 0xdf) === 0x5b && ++depth > levels) return true;
    else if ((byte & 0xdf) === 0x5d) depth--;
  }
  return false;
}

/** A view of the same bytes as a `Buffer`. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
