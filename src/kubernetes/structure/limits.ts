import {
  leastBytesOfMirror,
  leastBytesOfSource,
  leastFileBytes,
} from '../../model/files/least-file-bytes.ts';
import { maxRenderedBytes, renderedBytes } from '../../model/files/rendered-size.ts';
import { fieldOf, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds, toMirrorSet } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import type { StructureProblem } from './structure.ts';

/**
 * A rendered MachineConfig holds at most 1,572,864 bytes (DOMAIN 5.4). The shortest entry with one mirror takes about 150 of them
 * in base64 and each further mirror about 90, so an object beyond these numbers cannot work in any cluster, whatever is written in it.
 */
const mostEntries = 10_000;
const mostMirrors = 20_000;
/** An image name has at most 255 characters; what is this long was never meant to be one. */
const longestValue = 4096;

/**
 * Whether an object of any shape is larger than anything that can work. It is not looked at any further then: the time for an
 * answer stays bounded, whatever somebody sends.
 *
 * Cost: O(1) an entry and a mirror, up to the limits.
 *
 * @param stored the object as it is in the cluster. What is too large there already may become smaller, or be written as it is: its
 *   labels and finalizers are no business of ours
 */
export function findExcess(
  kind: MirrorSetKind,
  object: unknown,
  stored?: unknown,
): StructureProblem | undefined {
  const path = ['spec', mirrorSetKinds[kind].listField];
  const list = valueAt(object, path);
  if (!Array.isArray(list)) return undefined;
  if (list.length > mostEntries) return { path, message: tooMany(list.length, 'entries', mostEntries) };
  let mirrorCount = 0;
  let mostFileBytes = 0;
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    const source = fieldOf(entry, 'source');
    if (isTooLong(source)) return { path: [...path, index, 'source'], message: tooLong(source) };
    if (typeof source === 'string') mostFileBytes += leastBytesOfSource(kind, source);
    const mirrors = fieldOf(entry, 'mirrors');
    if (!Array.isArray(mirrors)) continue;
    mirrorCount += mirrors.length;
    if (mirrorCount > mostMirrors)
      return { path, message: tooMany(mirrorCount, 'or more mirrors', mostMirrors) };
    for (let position = 0; position < mirrors.length; position++) {
      const mirror = mirrors[position];
      if (isTooLong(mirror)) return { path: [...path, index, 'mirrors', position], message: tooLong(mirror) };
      if (typeof mirror === 'string') mostFileBytes += leastBytesOfMirror(kind, mirror);
    }
  }
  // Mostly all of it fits, however often sources and mirrors are repeated.
  if (renderedBytes(mostFileBytes) <= maxRenderedBytes) return undefined;
  const bytes = fileBytesOf(kind, object);
  if (renderedBytes(bytes) <= maxRenderedBytes || bytes <= fileBytesOf(kind, stored)) return undefined;
  return { path, message: tooManyBytes(renderedBytes(bytes)) };
}

function fileBytesOf(kind: MirrorSetKind, object: unknown): number {
  return leastFileBytes(toMirrorSet(kind, '', object));
}

function isTooLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > longestValue;
}

function tooMany(count: number, what: string, most: number): string {
  return `has ${count} ${what}: the file that the nodes get from all sets together cannot hold more than ${most}, so nothing else of this object was checked`;
}

function tooManyBytes(bytes: number): string {
  return `comes to ${formatNumber(bytes)} bytes in a rendered MachineConfig, which holds ${formatNumber(maxRenderedBytes)} at most: the nodes could never get it, so nothing else of this object was checked. Leave out what no node needs; more objects do not help`;
}

function tooLong(value: string): string {
  return `is ${value.length} characters long: no image name is longer than 255, so nothing else of this object was checked`;
}
