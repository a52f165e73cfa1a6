import type { Json } from '../../model/json.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import type { AppliedMutation } from './mutation.ts';

/** The operations of RFC 6902 that mutations use. */
export type PatchOperation =
  | { readonly op: 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** RFC 6901: `/spec/imageDigestMirrors/0/source`. */
export function toJsonPointer(path: FieldPath): string {
  let pointer = '';
  for (const step of path)
    pointer += `/${typeof step === 'number' || !/[~/]/.test(step) ? step : escaped(step)}`;
  return pointer;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/**
 * Converts changes to a patch with at most one operation per value: only the last step for a value is kept,
 * and a removed value has no replacement.
 * @param mutations consecutive steps for one value share one path object; an earlier removal does not shift a
 * later path
 */
export function toJsonPatch(mutations: readonly AppliedMutation[]): readonly PatchOperation[] {
  const removed = new Set<string>();
  for (const { op, path } of mutations) if (op === 'remove') removed.add(toJsonPointer(path));
  const operations: PatchOperation[] = [];
  for (let at = 0; at < mutations.length; at++) {
    const { op, path, after } = mutations[at] as AppliedMutation;
    if (op === 'replace' && mutations[at + 1]?.path === path) continue;
    const pointer = toJsonPointer(path);
    if (op === 'remove' || after === undefined) operations.push({ op: 'remove', path: pointer });
    else if (!removed.has(pointer)) operations.push({ op: 'replace', path: pointer, value: after });
  }
  return operations;
}
