import { describe, expect, it } from '@jest/globals';
import { ClusterIndex } from '../../../src/model/index/cluster-index.ts';
import {
  foreseeWriteRollout,
  projectMirrorSets,
  projectNodes,
} from '../../../src/model/index/project-write.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { type ExampleObject, idms, itms } from '../../../src/rules/example.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

function project(
  stored: readonly ExampleObject[],
  before: ExampleObject | undefined,
  after: ExampleObject | undefined,
) {
  const named = after ?? before;
  if (named === undefined) throw new Error('a write has an object before or after it');
  const cluster = new ClusterIndex(stored.map(mirrorSetOf));
  const write = { ref: named, before: before && mirrorSetOf(before), object: after && mirrorSetOf(after) };
  const nodes = projectNodes(cluster, write, {
    imageConfig: {},
    releaseImage: undefined,
    version: newestVersion,
  });
  return { cluster, nodes, mirrorSets: projectMirrorSets(cluster.mirrorSetsFor(newestVersion), write) };
}

describe('the sources that a write touches', () => {
  const before = idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/y', ['m.io/y']);

  it('are those about which the object says something else than before', () => {
    const after = idms('a')
      .mirror('quay.io/y', ['m.io/y', 'n.io/y'])
      .mirror('quay.io/x', ['m.io/x'])
      .mirror('quay.io/z', ['m.io/z']);
    expect(project([before], before, after).mirrorSets.touched).toEqual(['quay.io/y', 'quay.io/z']);
  });

  it('are also those that it no longer mentions', () => {
    expect(project([before], before, idms('a').mirror('quay.io/x', ['m.io/x'])).mirrorSets.touched).toEqual([
      'quay.io/y',
    ]);
    expect(project([before], before, undefined).mirrorSets.touched).toEqual(['quay.io/x', 'quay.io/y']);
  });

  it('do not depend on where an entry stands', () => {
    const after = idms('a').mirror('quay.io/y', ['m.io/y']).mirror('quay.io/x', ['m.io/x']);
    expect(project([before], before, after).mirrorSets.touched).toEqual([]);
  });

  it('are told by policy too', () => {
    const after = idms('a')
      .mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')
      .mirror('quay.io/y', ['m.io/y']);
    expect(project([before], before, after).mirrorSets.touched).toEqual(['quay.io/x']);
  });
});

describe('the cluster before and after a write', () => {
  it('is what the write says is stored, whatever the collector has', () => {
    const behind = idms('a').mirror('quay.io/old', ['m.io/old']);
    const { mirrorSets } = project(
      [behind],
      idms('a').mirror('quay.io/x', ['m.io/x']),
      idms('a').mirror('quay.io/y', ['m.io/y']),
    );
    expect(mirrorSets.before.has('quay.io/old')).toBe(false);
    expect(mirrorSets.before.has('quay.io/x')).toBe(true);
    expect(mirrorSets.after.has('quay.io/x')).toBe(false);
    expect(mirrorSets.after.has('quay.io/y')).toBe(true);
  });

  it('gives paths of the new version where an unchanged entry has moved', () => {
    const before = idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/y', ['m.io/y']);
    const { mirrorSets } = project([before], before, idms('a').mirror('quay.io/y', ['m.io/y']));
    expect(mirrorSets.after.of('quay.io/y').map(({ entry }) => entry.index)).toEqual([0]);
  });

  it('cannot be read any more once the index has changed', () => {
    const { cluster, mirrorSets } = project([], undefined, idms('a').mirror('quay.io/x', ['m.io/x']));
    cluster.apply(mirrorSetOf(idms('b')));
    expect(() => mirrorSets.after.of('quay.io/x')).toThrow(
      'the index has changed since this overlay was made',
    );
  });
});

describe('what a write means for the nodes', () => {
  const settings = { disruption: [], hasDrainOverride: false, isSingleNode: false };

  it('is told with its reasons', () => {
    const { nodes } = project([], undefined, itms('a').mirror('quay.io/x', ['m.io/x']));
    expect(foreseeWriteRollout(nodes, settings)).toMatchObject({
      kind: 'foreseen',
      verdict: 'drain',
      drainReasons: [{ kind: 'tag-mirror-added', scope: 'quay.io/x', mirror: 'm.io/x' }],
    });
  });

  it('is nothing where the operator stops at it', () => {
    const { nodes } = project(
      [],
      undefined,
      idms('a').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource'),
    );
    expect(foreseeWriteRollout(nodes, settings)).toEqual({ kind: 'stopped' });
  });

  it('is not known where the operator had stopped before', () => {
    const broken = idms('a').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource');
    expect(foreseeWriteRollout(project([broken], broken, undefined).nodes, settings)).toEqual({
      kind: 'unknown',
    });
  });

  it('is exact about the size of registries.conf', () => {
    const stored = idms('a').mirror('quay.io/a', ['m.io/a']);
    const { nodes } = project([stored], undefined, idms('b').mirror('quay.io/b', ['m.io/b']));
    // DOMAIN 5.4: one entry with one digest mirror costs 122 bytes and its names.
    expect(nodes.after.fileBytes - nodes.before.fileBytes).toBe(122 + 'quay.io/b'.length + 'm.io/b'.length);
  });
});

describe('the index', () => {
  it('forgets the kinds that a release does not read', () => {
    const cluster = new ClusterIndex([idms('a').mirror('quay.io/x', ['m.io/x'])].map(mirrorSetOf));
    expect(cluster.mirrorSetsFor({ major: 4, minor: 12 }).view.has('quay.io/x')).toBe(false);
    expect(cluster.mirrorSetsFor({ major: 4, minor: 13 }).view.has('quay.io/x')).toBe(true);
  });

  it('makes its totals anew for another image.config', () => {
    const cluster = new ClusterIndex([idms('a').mirror('quay.io/x', ['m.io/x'])].map(mirrorSetOf));
    expect(cluster.nodesFor({}, undefined, newestVersion).registryOf('m.io')).toBeUndefined();
    expect(
      cluster.nodesFor({ insecureRegistries: ['m.io'] }, undefined, newestVersion).registryOf('m.io'),
    ).toMatchObject({
      insecure: true,
    });
  });
});
