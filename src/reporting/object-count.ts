import { count } from '../model/text/count.ts';
import type { ReportedObject } from './report.ts';

/** `3 mirror sets`, `3 mirror sets and Image cluster` or `Image cluster`. */
export function countObjects(objects: readonly ReportedObject[]): string {
  const mirrorSets = objects.filter(({ kind }) => kind !== 'Image');
  if (mirrorSets.length === objects.length) return count(objects.length, 'mirror set');
  return mirrorSets.length === 0
    ? 'Image cluster'
    : `${count(mirrorSets.length, 'mirror set')} and Image cluster`;
}
