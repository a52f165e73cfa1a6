import fc from 'fast-check';
import { isJsonObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import { anyKind, anyObject } from '../../support/arbitrary-objects.ts';
import { mirrorSet, mirrorSets } from '../../support/random-world.ts';
import { mirrorSetObject } from '../../support/world-objects.ts';
import { byteChanges } from '../arbitraries/change-bytes.ts';
import { changeJson, jsonChanges } from '../arbitraries/change-json.ts';
import { clusterObjects } from '../arbitraries/cluster-objects.ts';
import { policies } from './policies.ts';

/** A write to a cluster. */
export interface WriteInput extends JsonObject {
  /** The stored mirror sets. */
  readonly stored: readonly JsonObject[];
  /** The other stored objects. */
  readonly otherObjects: readonly JsonObject[];
  /** A key of `policies`. */
  readonly policy: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly kind: string;
  readonly name: string;
  /** The written object; ignored for DELETE. */
  readonly object: Json;
  /** Byte changes of the review. Without changes, all oracles apply. */
  readonly changes: readonly JsonObject[];
}

const wellFormed = mirrorSet.map((set) => ({
  kind: set.kind as string,
  object: mirrorSetObject(set) as Json,
}));

const changed = fc
  .tuple(wellFormed, jsonChanges)
  .map(([{ kind, object }, changes]) => ({ kind, object: changeJson(object, changes) }));

const anyShape = anyKind.chain((kind) =>
  anyObject(kind).map((object) => ({ kind: kind as string, object: named(object) })),
);

/** The names in `mirrorSet`, so many writes update stored objects. */
const names = ['a', 'b', 'c', 'd'];

function named(object: Json): Json {
  const metadata = { name: names[0] as string };
  return isJsonObject(object) ? { ...object, metadata } : object;
}

const imageConfig = clusterObjects.map((objects) => ({
  kind: 'Image',
  object: (objects.find(({ kind }) => kind === 'Image') ?? null) as Json,
}));

const written = fc.oneof(
  { weight: 5, arbitrary: wellFormed },
  { weight: 4, arbitrary: changed },
  { weight: 2, arbitrary: anyShape },
  { weight: 2, arbitrary: imageConfig },
);

const announcement = fc.constantFrom(
  'ImageDigestMirrorSet/a',
  'ImageTagMirrorSet/b,ImageDigestMirrorSet/c',
  '*',
);

const annotated = fc
  .tuple(written, fc.option(announcement, { nil: undefined, freq: 8 }))
  .map(([{ kind, object }, value]) => ({
    kind,
    object: value === undefined ? object : withAnnotation(object, value),
  }));

function withAnnotation(object: Json, value: string): Json {
  if (!isJsonObject(object) || !isJsonObject(object.metadata)) return object;
  const annotations = { 'mirrorguard.io/policy-change': value };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

const bodyTexts = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  '1e999',
  '\ufeff',
  '\u0000',
  '{"a":1},',
  '\\ud800',
];

/** Usually empty, because most oracles require an unchanged body. */
const bodyChanges = fc.oneof(
  { weight: 9, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: byteChanges(bodyTexts) },
);

export const writeInputs: fc.Arbitrary<WriteInput> = fc
  .record({
    stored: fc.tuple(
      mirrorSets.map((sets) => sets.map(mirrorSetObject)),
      jsonChanges,
      fc.nat(9),
    ),
    otherObjects: clusterObjects,
    policy: fc.constantFrom(...Object.keys(policies)),
    operation: fc.constantFrom('CREATE' as const, 'UPDATE', 'UPDATE', 'DELETE'),
    written: annotated,
    name: fc.constantFrom(...names),
    changes: bodyChanges,
  })
  .map(({ stored: [sets, storedChanges, chance], written: { kind, object }, ...others }) => {
    const changedSets = chance === 0 ? changeJson(sets, storedChanges) : sets;
    const stored = (Array.isArray(changedSets) ? changedSets : sets).filter(isStorable);
    return plain({ ...others, stored, kind, name: nameIn(object) ?? others.name, object });
  });

/** Whether an API server could store the object: it has a kind, an apiVersion and a name. */
function isStorable(object: Json): object is JsonObject {
  return (
    isJsonObject(object) &&
    isMirrorSetKind(object.kind) &&
    object.apiVersion === mirrorSetKinds[object.kind].apiVersion &&
    nameIn(object) !== undefined
  );
}

export function nameIn(object: Json): string | undefined {
  const metadata = isJsonObject(object) ? object.metadata : undefined;
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Converts the input to plain JSON like in a corpus file: no undefined values, no shared objects. */
function plain<Value>(value: Value): WriteInput {
  return JSON.parse(JSON.stringify(value)) as WriteInput;
}
