import { count } from '../model/text/count.ts';
import type { ReportedObject } from './report.ts';

/** `3 mirror sets`, `3 mirror sets and Image cluster`, `Image cluster` or `1 other object`. */
export function countObjects(objects: readonly ReportedObject[]): string {
  const others = objects.filter(({ isOther }) => isOther === true).length;
  const hasImage = objects.some(({ kind, isOther }) => kind === 'Image' && isOther !== true);
  const mirrorSets = objects.filter(({ kind, isOther }) => kind !== 'Image' && isOther !== true).length;
  const parts = [
    ...(mirrorSets > 0 || objects.length === 0 ? [count(mirrorSets, 'mirror set')] : []),
    ...(hasImage ? ['Image cluster'] : []),
    ...(others > 0 ? [count(others, 'other object')] : []),
  ];
  return parts.join(' and ');
}
