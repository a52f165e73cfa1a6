import { hash } from 'node:crypto';
import type { Json } from '../model/json.ts';

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** The digest of a value; independent of key order. Cost: that of `canonicalJson` and one SHA-256. */
export function digestOf(value: Json): Digest {
  return `sha256:${hash('sha256', canonicalJson(value), 'hex')}`;
}

/**
 * The canonical text of a JSON value (RFC 8785): no white space, keys sorted by UTF-16 code units, numbers
 * and strings as in ECMAScript. The RFC rejects lone surrogates; they are escaped here.
 * Cost: linear. Objects from the API server are already sorted, because Go sorts map keys, so the function
 * first checks the order, which costs a tenth of sorting. Recursive: use only for values from `readJson`,
 * which bounds the depth.
 */
export function canonicalJson(value: Json): string {
  return isInOrder(value) ? JSON.stringify(value) : textInOrder(value);
}

function isInOrder(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object' && !isInOrder(element)) return false;
    return true;
  }
  let last = '';
  // Values from JSON.parse inherit no enumerable key, and `for...in` allocates no list of keys.
  for (const key in value) {
    if (key < last) return false;
    last = key;
    const member = (value as Readonly<Record<string, Json>>)[key];
    if (typeof member === 'object' && !isInOrder(member)) return false;
  }
  return true;
}

function textInOrder(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textInOrder).join(',')}]`;
  const object = value as Readonly<Record<string, Json>>;
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${textInOrder(object[key] ?? null)}`);
  return `{${members.join(',')}}`;
}
