import { isUtf8 } from 'node:buffer';
import type { Json, JsonObject } from '../../model/json.ts';
import { asBuffer } from '../as-buffer.ts';

/** What was read, or why not, in words for whoever sent it. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** Far beyond any Kubernetes object, far below what would overflow the stack of a recursive reader. */
const deepestNesting = 100;
/**
 * The parser takes more than a second for megabytes of opening brackets, and no time for as many as fit in here. Then it is quicker
 * to look at what came of it than at each byte.
 */
const harmlessBytes = 64 * 1024;

/**
 * JSON from bytes. A byte order mark is passed over; of two equal keys the last counts, as for the API server itself.
 * `__proto__` and its like are plain keys: JSON.parse makes own properties of them.
 *
 * Cost: linear; never throws.
 */
export function readJson(bytes: Uint8Array): Read<Json> {
  if (!isUtf8(bytes)) return { ok: false, problem: 'the body is not valid UTF-8' };
  const isHarmless = bytes.length <= harmlessBytes;
  if (!isHarmless && isNestedDeeper(bytes, deepestNesting)) return tooDeep;
  const text = asBuffer(bytes).toString('utf8');
  try {
    const value: Json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    return isHarmless && isDeeper(value, deepestNesting) ? tooDeep : { ok: true, value };
  } catch (error) {
    return {
      ok: false,
      problem: `the body is not JSON: ${text === '' ? 'it is empty' : (error as SyntaxError).message}`,
    };
  }
}

const tooDeep: Read<never> = {
  ok: false,
  problem: `the body is nested deeper than ${deepestNesting} levels`,
};

/** Goes no deeper than `levels` itself. */
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

/** Counts brackets outside strings. Right for JSON; for anything else the parser has the last word. */
function isNestedDeeper(bytes: Uint8Array, levels: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte === quote) isInString = !isInString;
    else if (byte === backslash) index++;
    else if (byte < 0x5b || isInString) continue;
    // One bit tells `[` from `{` and `]` from `}`, and no other byte differs from them in that bit alone.
    else if ((byte & 0xdf) === 0x5b && ++depth > levels) return true;
    else if ((byte & 0xdf) === 0x5d) depth--;
  }
  return false;
}
