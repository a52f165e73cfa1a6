import { isJsonObject, type Json, valueAt } from '../../model/json.ts';
import type { FieldPath } from '../../model/text/field-path.ts';

/**
 * The line numbers of a value in its file. For a list or mapping: its line, then the lines of its elements or
 * values in order.
 */
export type Lines = number | readonly [number, ...Lines[]];

/** @param lineAt returns the line of the field at a path */
export function linesOf(value: Json, lineAt: (path: FieldPath) => number, path: FieldPath = []): Lines {
  const line = lineAt(path);
  if (Array.isArray(value))
    return [line, ...value.map((child: Json, index) => linesOf(child, lineAt, [...path, index]))];
  if (!isJsonObject(value)) return line;
  return [line, ...Object.entries(value).map(([key, child]) => linesOf(child, lineAt, [...path, key]))];
}

/** The line of a field. A missing field has the line of its nearest existing parent. */
export function lineOf(value: Json, lines: Lines, path: FieldPath): number {
  let [current, at]: [Json | undefined, Lines] = [value, lines];
  for (const step of path) {
    const index = indexOf(current, step);
    const next: Lines | undefined = typeof at === 'number' || index < 0 ? undefined : at[index + 1];
    if (next === undefined) break;
    current = valueAt(current, [step]);
    at = next;
  }
  return typeof at === 'number' ? at : at[0];
}

function indexOf(value: Json | undefined, step: string | number): number {
  if (typeof step === 'number') return step;
  return isJsonObject(value) ? Object.keys(value).indexOf(step) : -1;
}
