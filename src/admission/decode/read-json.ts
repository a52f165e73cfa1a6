import { isUtf8 } from 'node:buffer';
import type { Json } from '../../domain/json.ts';

/** What was read, or why not, in words for whoever sent it. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Far beyond any Kubernetes object, far below what would overflow the stack of a recursive reader. */
const deepestNesting = 100;

/**
 * JSON from bytes. A byte order mark is passed over; of two equal keys the last counts, as for the API server itself.
 * `__proto__` and its like are plain keys: JSON.parse makes own properties of them.
 *
 * Cost: linear; never throws.
 */
export function readJson(bytes: Uint8Array): Read<Json> {
  if (!isUtf8(bytes)) return { ok: false, problem: 'the body is not valid UTF-8' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const value: Json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    if (isDeeperThan(value, deepestNesting)) return { ok: false, problem: `the body is nested deeper than ${deepestNesting} levels` };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: `the body is not JSON: ${text === '' ? 'it is empty' : (error as SyntaxError).message}` };
  }
}

/** Recursion ends at the limit, so depth costs nothing. */
function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object' && isDeeperThan(element, levels - 1)) return true;
    return false;
  }
  // What JSON.parse makes inherits nothing enumerable, and a loop over the keys allocates no list of them.
  for (const key in value) {
    const member = (value as Readonly<Record<string, Json>>)[key];
    if (typeof member === 'object' && isDeeperThan(member, levels - 1)) return true;
  }
  return false;
}
