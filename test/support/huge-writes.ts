import { type MirrorSet, mirrorSetKinds, toMirrorSet } from '../../src/model/mirror-set.ts';
import type { Operation } from '../../src/rules/subject.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import { type HugeEntry, type HugeObject, hugeObjects, manifestOf } from './huge-objects.ts';

/** A write of a huge object. */
export interface HugeWrite {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly body: Uint8Array;
  /** The stored version of the object; empty if the object is new. */
  readonly stored: readonly MirrorSet[];
}

interface Change {
  readonly operation: Operation;
  /** Returns the stored entries for the written entries. Undefined if the object is new. */
  readonly before?: (entries: readonly HugeEntry[]) => readonly HugeEntry[];
}

const otherMirrors = (entry: HugeEntry): HugeEntry => ({
  ...entry,
  mirrors: entry.mirrors.map((mirror) => `old.example.net/${mirror}`),
});

const changes = {
  created: { operation: 'CREATE' },
  'written again': { operation: 'UPDATE', before: (entries) => entries },
  'with one mirror changed': {
    operation: 'UPDATE',
    before: (entries) =>
      entries.map((entry, index) => (index === entries.length >> 1 ? otherMirrors(entry) : entry)),
  },
  'with one entry added in front': { operation: 'UPDATE', before: (entries) => entries.slice(1) },
  'in another order': { operation: 'UPDATE', before: (entries) => entries.toReversed() },
  'with other mirrors': { operation: 'UPDATE', before: (entries) => entries.map(otherMirrors) },
  'with other sources': {
    operation: 'UPDATE',
    before: (entries) => entries.map((entry) => ({ ...entry, source: `old.${entry.source}` })),
  },
  deleted: { operation: 'DELETE', before: (entries) => entries },
} as const satisfies Readonly<Record<string, Change>>;

export type WriteKind = keyof typeof changes;
const writeKinds = Object.keys(changes) as readonly WriteKind[];

/**
 * Each huge object with each kind of write. Yields one write at a time, because all of them together would
 * exceed the memory.
 */
export function* hugeWrites(ways: readonly WriteKind[] = writeKinds): Generator<HugeWrite> {
  for (const object of hugeObjects()) for (const how of ways) yield toWrite(object, how, changes[how]);
}

function toWrite({ name, kind, entries }: HugeObject, how: string, { operation, before }: Change): HugeWrite {
  const { group, version } = mirrorSetKinds[kind];
  const stored = before === undefined ? undefined : manifestOf(kind, 'huge', before(entries));
  const request = {
    uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
    kind: { group, version, kind },
    name: 'huge',
    operation,
    userInfo: { username: 'admin' },
    object: operation === 'DELETE' ? null : manifestOf(kind, 'huge', entries),
    oldObject: stored ?? null,
  };
  return {
    name: `${name}, ${how}`,
    // The mutating webhook does not evaluate DELETE requests.
    stages: operation === 'DELETE' ? ['validate'] : ['mutate', 'validate'],
    body: Buffer.from(
      JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }),
    ),
    stored: stored === undefined ? [] : [toMirrorSet(kind, 'huge', stored)],
  };
}
