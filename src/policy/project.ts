import { projectMirrorSets, projectNodes } from '../domain/cluster-index/project-write.ts';
import type { FactSheet } from '../domain/facts.ts';
import { newestVersion } from '../domain/openshift-version.ts';
import type { Subject } from './subject.ts';

/**
 * The facts that depend on the write itself: the cluster without it and with it. They hold until the index of the sheet changes.
 * Cost: proportional to the object and what its sources touch, never to the cluster.
 */
export function project(facts: FactSheet, subject: Subject): FactSheet {
  const { cluster, known } = facts;
  if (cluster === undefined) return facts;
  const { imageConfig, clusterVersion } = known;
  const version = clusterVersion?.version ?? newestVersion;
  const write = {
    ref: { kind: subject.kind, name: subject.name },
    before: subject.before,
    object: subject.operation === 'DELETE' ? undefined : subject,
  };
  const mirrorSets = projectMirrorSets(cluster.mirrorSetsFor(version), write);
  if (imageConfig === undefined) {
    const reason = facts.missing.imageConfig ?? 'needs image.config, which was not given';
    return { ...facts, known: { ...known, mirrorSets }, missing: { ...facts.missing, nodes: reason } };
  }
  const nodes = projectNodes(cluster, write, { imageConfig, releaseImage: clusterVersion?.releaseImage, version });
  return { ...facts, known: { ...known, mirrorSets, nodes } };
}
