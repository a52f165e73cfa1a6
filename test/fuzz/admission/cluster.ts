import { readCluster } from '../../../src/engine/cluster.ts';
import { toClusterFacts } from '../../../src/engine/cluster-facts.ts';
import type { ClusterFacts } from '../../../src/model/facts.ts';
import { ClusterIndex } from '../../../src/model/index/cluster-index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { type MirrorSetKind, toMirrorSet } from '../../../src/model/mirror-set.ts';
import { nameIn, type WriteInput } from './inputs.ts';

export interface TestCluster {
  readonly stored: readonly JsonObject[];
  readonly otherObjects: readonly JsonObject[];
}

/** The facts that the watches of a webhook would report. */
export function factsOf({ stored, otherObjects }: TestCluster): ClusterFacts {
  const { known, ...facts } = toClusterFacts(readCluster(otherObjects), { inputDocuments: [] });
  // Only files have input documents.
  const { inputDocuments, ...watched } = known;
  const sets = stored.map((object) =>
    toMirrorSet(object.kind as MirrorSetKind, nameIn(object) ?? '', object),
  );
  return { ...facts, known: watched, cluster: new ClusterIndex(sets) };
}

function isWritten({ kind, name }: WriteInput, object: JsonObject): boolean {
  return object.kind === kind && nameIn(object) === name;
}

/**
 * The stored version of the written object: the last one with its name, because an API server stores only
 * one.
 */
export function storedVersion(input: WriteInput): JsonObject | undefined {
  const { stored, otherObjects, kind } = input;
  return (kind === 'Image' ? otherObjects : stored).findLast((object) => isWritten(input, object));
}

/**
 * What a write leaves of its object. A watch reports that a deleted Image has no lists; without an object, the
 * lists would be unknown.
 */
function objectsAfter({ kind, name, operation, object }: WriteInput): readonly JsonObject[] {
  if (operation !== 'DELETE') return [object as JsonObject];
  return kind === 'Image'
    ? [{ apiVersion: 'config.openshift.io/v1', kind, metadata: { name }, spec: {} }]
    : [];
}

/** The state after the write. */
export function worldAfter(input: WriteInput): TestCluster {
  const { stored, otherObjects, kind } = input;
  const others = (objects: readonly JsonObject[]) => objects.filter((one) => !isWritten(input, one));
  const left = objectsAfter(input);
  return kind === 'Image'
    ? { stored, otherObjects: [...others(otherObjects), ...left] }
    : { stored: [...others(stored), ...left], otherObjects };
}
