import type { Contribution } from '../merge/mirror-lists.ts';
import type { MirrorSetKind, ObjectRef } from '../mirror-set.ts';
import { compareBytes } from '../text/byte-order.ts';

/**
 * The operator's order of kinds (DOMAIN 2.2). The operator's order of objects within a kind is random; the
 * model sorts them by name.
 */
const kindRank: Readonly<Record<MirrorSetKind, number>> = {
  ImageDigestMirrorSet: 0,
  ImageContentSourcePolicy: 1,
  ImageTagMirrorSet: 2,
};

export function compareObjects(a: ObjectRef, b: ObjectRef): number {
  return kindRank[a.kind] - kindRank[b.kind] || compareBytes(a.name, b.name);
}

export function compareContributions(a: Contribution, b: Contribution): number {
  return compareObjects(a.object, b.object) || a.entry.index - b.entry.index;
}

/** Returns a key for maps. It is unambiguous because no kind contains a space. */
export function objectKey({ kind, name }: ObjectRef): string {
  return `${kind} ${name}`;
}

export function refOfKey(key: string): ObjectRef {
  const space = key.indexOf(' ');
  return { kind: key.slice(0, space) as MirrorSetKind, name: key.slice(space + 1) };
}
