import { minBytesOfMirror, minBytesOfSource, minFileBytes } from '../../model/files/min-file-bytes.ts';
import { maxRenderedBytes, renderedBytes } from '../../model/files/rendered-size.ts';
import { fieldOf, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds, toMirrorSet } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import type { StructureProblem } from './structure.ts';

/**
 * A rendered MachineConfig has at most 1,572,864 bytes (DOMAIN 5.4). The shortest entry with one mirror takes
 * about 150 bytes in base64, and each further mirror about 90. An object above these limits works in no
 * cluster.
 */
const maxEntries = 10_000;
const maxMirrors = 20_000;
/** An image name has at most 255 characters. */
const maxValueLength = 4096;

/**
 * Finds the first limit that an object exceeds. Such an object is not evaluated further, which bounds the
 * response time.
 * Cost: O(1) per entry and mirror, up to the limits.
 * @param stored the object in the cluster. If it already exceeds a limit, an update can keep or reduce its
 * size, for example to change labels or finalizers
 */
export function findExcess(
  kind: MirrorSetKind,
  object: unknown,
  stored?: unknown,
): StructureProblem | undefined {
  const path = ['spec', mirrorSetKinds[kind].listField];
  const list = valueAt(object, path);
  if (!Array.isArray(list)) return undefined;
  if (list.length > maxEntries) return { path, message: tooMany(list.length, 'entries', maxEntries) };
  let mirrorCount = 0;
  let maxFileBytes = 0;
  for (let index = 0; index < list.length; index++) {
    const { mirrors, fileBytes, excess } = measureEntry(kind, list[index]);
    if (excess !== undefined) return { path: [...path, index, ...excess.path], message: excess.message };
    mirrorCount += mirrors;
    maxFileBytes += fileBytes;
    if (mirrorCount > maxMirrors)
      return { path, message: tooMany(mirrorCount, 'or more mirrors', maxMirrors) };
  }
  // Fast path: the file is small enough even if sources and mirrors are counted several times.
  if (renderedBytes(maxFileBytes) <= maxRenderedBytes) return undefined;
  const bytes = fileBytesOf(kind, object);
  if (renderedBytes(bytes) <= maxRenderedBytes || bytes <= fileBytesOf(kind, stored)) return undefined;
  return { path, message: tooManyBytes(renderedBytes(bytes)) };
}

interface EntrySize {
  readonly mirrors: number;
  readonly fileBytes: number;
  /** The first value that is too long; its path is relative to the entry. */
  readonly excess?: StructureProblem;
}

function measureEntry(kind: MirrorSetKind, entry: unknown): EntrySize {
  const source = fieldOf(entry, 'source');
  const list = fieldOf(entry, 'mirrors');
  const mirrors: readonly unknown[] = Array.isArray(list) ? list : [];
  // Too many mirrors in one entry are reported by number, without reading them.
  const isMeasured = mirrors.length <= maxMirrors;
  let fileBytes = typeof source === 'string' ? minBytesOfSource(kind, source) : 0;
  if (isTooLong(source)) return { mirrors: 0, fileBytes, excess: problemOf(['source'], source) };
  for (let position = 0; isMeasured && position < mirrors.length; position++) {
    const mirror = mirrors[position];
    if (isTooLong(mirror))
      return { mirrors: mirrors.length, fileBytes, excess: problemOf(['mirrors', position], mirror) };
    if (typeof mirror === 'string') fileBytes += minBytesOfMirror(kind, mirror);
  }
  return { mirrors: mirrors.length, fileBytes };
}

function problemOf(path: StructureProblem['path'], value: string): StructureProblem {
  return { path, message: tooLong(value) };
}

function fileBytesOf(kind: MirrorSetKind, object: unknown): number {
  return minFileBytes(toMirrorSet(kind, '', object));
}

function isTooLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > maxValueLength;
}

function tooMany(count: number, what: string, most: number): string {
  return (
    `the list has ${count} ${what}, but registries.conf on the nodes can hold at most ${most}; ` +
    'the rest of the object was not evaluated'
  );
}

function tooManyBytes(bytes: number): string {
  return (
    `the list needs ${formatNumber(bytes)} bytes in a rendered MachineConfig, but ` +
    `at most ${formatNumber(maxRenderedBytes)} are possible; ` +
    'the rest of the object was not evaluated. Remove entries; splitting the object does not help'
  );
}

function tooLong(value: string): string {
  return (
    `the value has ${value.length} characters, but an image name can have at most 255; ` +
    'the rest of the object was not evaluated'
  );
}
