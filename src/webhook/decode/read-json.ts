import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject } from '../../model/json.ts';

/** The value, or the problem in a message for the client. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** Deeper than any Kubernetes object, and safe for recursive functions. */
const maxNesting = 100;
/**
 * A parsed value takes up to 28 times its bytes: an empty map has two bytes as JSON and 56 in memory. The
 * most entries and mirrors of an object that is evaluated, twice for an update, count as 120,000.
 */
const maxValues = 250_000;
/**
 * V8 needs more than a second to parse megabytes of opening brackets. Below this size parsing is quick,
 * and checking the parsed value is faster than scanning the bytes.
 */
const maxUnscannedBytes = 64 * 1024;

/**
 * Parses JSON. Skips a byte order mark. The last of two equal keys wins, as in the API server. JSON.parse
 * makes `__proto__` an own property.
 * Cost: linear; never throws.
 */
export function readJson(bytes: Uint8Array): Read<Json> {
  if (!isUtf8(bytes)) return { ok: false, problem: 'the body is not valid UTF-8' };
  const isSmall = bytes.length <= maxUnscannedBytes;
  const excess = isSmall ? undefined : findExcess(bytes);
  if (excess !== undefined) return excess;
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
const tooMany: Read<never> = {
  ok: false,
  problem: `the body has more than ${maxValues} lists, maps and values`,
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
/** The effect of each byte outside strings on the number of values and on the depth. */
const valueSteps = new Int8Array(256);
const depthSteps = new Int8Array(256);
for (const byte of Buffer.from(',[{')) valueSteps[byte] = 1;
for (const byte of Buffer.from('[{')) depthSteps[byte] = 1;
for (const byte of Buffer.from(']}')) depthSteps[byte] = -1;

/** Counts brackets and commas outside strings. Exact for JSON; the parser rejects anything else. */
function findExcess(bytes: Uint8Array): Read<never> | undefined {
  let depth = 0;
  let values = 1;
  let isInString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte === quote) isInString = !isInString;
    else if (byte === backslash) index++;
    else if (!isInString) {
      values += valueSteps[byte] as number;
      depth += depthSteps[byte] as number;
      if (depth > maxNesting) return tooDeep;
    }
  }
  return values > maxValues ? tooMany : undefined;
}

/** A `Buffer` view of the same bytes. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
