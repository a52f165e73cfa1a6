/** A value that JSON.parse returns. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Parses a text; undefined if it is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an own property of a JSON object; undefined for other values and for inherited properties. */
export function fieldOf(value: unknown, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Returns the value at a path of own properties and indices; undefined if the path does not exist. */
export function valueAt(value: unknown, path: readonly (string | number)[]): Json | undefined {
  let current = value as Json | undefined;
  for (const step of path)
    current =
      typeof step === 'string' ? fieldOf(current, step) : Array.isArray(current) ? current[step] : undefined;
  return current;
}

/** Returns the text at a path; empty if there is another value or none. */
export function textAt(value: unknown, path: readonly (string | number)[]): string {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : '';
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function isEqualJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value: Json, index) => isEqualJson(value, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqualJson(a[key], b[key]))
  );
}

/** Whether two lists have the same texts in the same order; an absent list equals only an absent one. */
export function isSameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
