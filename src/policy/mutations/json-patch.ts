import type { FieldPath } from '../../domain/field-path.ts';
import type { Json } from '../../domain/json.ts';
import type { Repair } from './mutation.ts';

/** RFC 6902, as far as repairs need it. */
export type PatchOperation =
  | { readonly op: 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** RFC 6901: `/spec/imageDigestMirrors/0/source`. */
export function toJsonPointer(path: FieldPath): string {
  let pointer = '';
  for (const step of path) pointer += `/${typeof step === 'number' || !/[~/]/.test(step) ? step : escaped(step)}`;
  return pointer;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The repairs as a patch with at most one operation for each value: steps on one value become the last of them. */
export function toJsonPatch(repairs: readonly Repair[]): readonly PatchOperation[] {
  const operations = new Map<string, PatchOperation>();
  for (const [at, { op, path, after }] of repairs.entries()) {
    // Steps on one value mostly stand side by side, and the last of them says it all.
    const next = repairs[at + 1];
    if (op === 'replace' && next?.op === op && next.path === path) continue;
    const pointer = toJsonPointer(path);
    // A removal has to keep its place among the removals, so that no earlier one shifts it.
    if (op === 'remove') operations.delete(pointer);
    operations.set(
      pointer,
      op === 'remove' || after === undefined ? { op: 'remove', path: pointer } : { op: 'replace', path: pointer, value: after },
    );
  }
  return [...operations.values()];
}
