import type { FactSheet } from '../model/facts.ts';
import { overlayWrite, projectMirrorSets, projectNodes } from '../model/index/project-write.ts';
import { once } from '../model/once.ts';
import { newestVersion } from '../model/openshift-version.ts';
import type { Subject } from './subject.ts';

/**
 * Adds the facts that depend on the write itself: the cluster without it and with it. Each is made when a rule first reads it,
 * in proportion to the object and what its sources touch, never to the cluster; they hold until the index of the sheet changes.
 */
export function project(facts: FactSheet, subject: Subject): FactSheet {
  const { cluster, known, missing } = facts;
  if (cluster === undefined) return facts;
  const { imageConfig, clusterVersion } = known;
  const version = clusterVersion?.version ?? newestVersion;
  const write = {
    ref: { kind: subject.kind, name: subject.name },
    before: subject.before,
    object: subject.operation === 'DELETE' ? undefined : subject,
  };
  const overlays = once(() => overlayWrite(cluster.mirrorSetsFor(version), write));
  const mirrorSets = once(() => projectMirrorSets(cluster.mirrorSetsFor(version), write, overlays()));
  if (imageConfig === undefined) {
    return {
      ...facts,
      known: {
        ...known,
        get mirrorSets() {
          return mirrorSets();
        },
      },
      missing: { nodes: missing.imageConfig ?? 'are not known: image.config was not given', ...missing },
    };
  }
  const surroundings = { imageConfig, releaseImage: clusterVersion?.releaseImage, version };
  const nodes = once(() => projectNodes(cluster, write, surroundings, overlays()));
  return {
    ...facts,
    known: {
      ...known,
      get mirrorSets() {
        return mirrorSets();
      },
      get nodes() {
        return nodes();
      },
    },
  };
}
