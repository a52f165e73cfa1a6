import type { JsonObject } from '../../src/model/json.ts';
import { type MirrorSet, toMirrorSet } from '../../src/model/mirror-set.ts';

/** oc-mirror writes hundreds of entries into one object. */
const entriesPerObject = 500;

/** Objects like those of oc-mirror: 53 hosts, with repositories below 997 organizations. */
export function manifests(entryCount: number): JsonObject[] {
  const objects: JsonObject[] = [];
  for (let first = 0; first < entryCount; first += entriesPerObject) {
    const count = Math.min(entriesPerObject, entryCount - first);
    const imageDigestMirrors = Array.from({ length: count }, (_, index) => entryAt(first + index));
    objects.push({
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSet',
      metadata: { name: `idms-generic-${objects.length}` },
      spec: { imageDigestMirrors },
    });
  }
  return objects;
}

export function mirrorSetOf(manifest: JsonObject): MirrorSet {
  const { name } = manifest.metadata as { readonly name: string };
  return toMirrorSet('ImageDigestMirrorSet', name, manifest);
}

function entryAt(index: number): JsonObject {
  const path = `organisation-${index % 997}/component-${index}`;
  return {
    source: `registry-${index % 53}.example.com/${path}`,
    mirrors: [`mirror.dc1.example.net:8443/copies/${path}`],
  };
}

/**
 * A new object with one entry. One in four has the source of a stored entry, and one in four a source below
 * it.
 */
export function newManifest(index: number, storedEntries: number): JsonObject {
  const stored = entryAt((index * 7919) % Math.max(storedEntries, 1)).source as string;
  const sources = [
    `new-${index}.example.org/team`,
    stored,
    `${stored}/part-${index}`,
    `registry-${index % 53}.example.com/new-${index}`,
  ];
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: 'ImageDigestMirrorSet',
    metadata: { name: `new-${index}` },
    spec: {
      imageDigestMirrors: [
        { source: sources[index % 4] as string, mirrors: [`mirror.dc2.example.net/new-${index}`] },
      ],
    },
  };
}
