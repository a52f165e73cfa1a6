import { describe, expect, it } from '@jest/globals';
import { changeCluster, predictChangeRollout } from '../../src/model/cluster-change.ts';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { type ExampleObject, idms, itms } from '../../src/rules/example.ts';
import { mirrorSetOf } from '../support/cluster.ts';

function project(
  stored: readonly ExampleObject[],
  before: ExampleObject | undefined,
  after: ExampleObject | undefined,
) {
  const named = after ?? before;
  if (named === undefined) throw new Error('a write has an object before or after it');
  const cluster = new ClusterIndex(stored.map(mirrorSetOf));
  const write = { ref: named, before: before && mirrorSetOf(before), object: after && mirrorSetOf(after) };
  const change = changeCluster(cluster.model({ imageConfig: {}, version: newestVersion }), [write]);
  return { cluster, change };
}

describe('the touched sources of a write', () => {
  const before = idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/y', ['m.io/y']);

  it('include sources whose entries in the object change', () => {
    const after = idms('a')
      .mirror('quay.io/y', ['m.io/y', 'n.io/y'])
      .mirror('quay.io/x', ['m.io/x'])
      .mirror('quay.io/z', ['m.io/z']);
    expect(project([before], before, after).change.touched).toEqual(['quay.io/y', 'quay.io/z']);
  });

  it('include sources that the object no longer lists', () => {
    expect(project([before], before, idms('a').mirror('quay.io/x', ['m.io/x'])).change.touched).toEqual([
      'quay.io/y',
    ]);
    expect(project([before], before, undefined).change.touched).toEqual(['quay.io/x', 'quay.io/y']);
  });

  it('do not depend on the position of an entry', () => {
    const after = idms('a').mirror('quay.io/y', ['m.io/y']).mirror('quay.io/x', ['m.io/x']);
    expect(project([before], before, after).change.touched).toEqual([]);
  });

  it('include sources whose policy changed', () => {
    const after = idms('a')
      .mirror('quay.io/x', ['m.io/x'], 'NeverContactSource')
      .mirror('quay.io/y', ['m.io/y']);
    expect(project([before], before, after).change.touched).toEqual(['quay.io/x']);
  });
});

describe('the cluster before and after a write', () => {
  it('uses the stored object of the write in place of that of the collector', () => {
    const behind = idms('a').mirror('quay.io/old', ['m.io/old']);
    const { change } = project(
      [behind],
      idms('a').mirror('quay.io/x', ['m.io/x']),
      idms('a').mirror('quay.io/y', ['m.io/y']),
    );
    expect(change.before.mirrorSets.has('quay.io/old')).toBe(false);
    expect(change.before.mirrorSets.has('quay.io/x')).toBe(true);
    expect(change.after.mirrorSets.has('quay.io/x')).toBe(false);
    expect(change.after.mirrorSets.has('quay.io/y')).toBe(true);
  });

  it('has the new path of an unchanged entry that has moved', () => {
    const before = idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/y', ['m.io/y']);
    const { change } = project([before], before, idms('a').mirror('quay.io/y', ['m.io/y']));
    expect(change.after.mirrorSets.of('quay.io/y').map(({ entry }) => entry.index)).toEqual([0]);
  });

  it('cannot be read after the index has changed', () => {
    const { cluster, change } = project([], undefined, idms('a').mirror('quay.io/x', ['m.io/x']));
    cluster.apply(mirrorSetOf(idms('b')));
    expect(() => change.after.mirrorSets.of('quay.io/x')).toThrow(
      'the index has changed since this overlay was made',
    );
  });
});

describe('the rollout of a write', () => {
  const settings = { disruption: [], hasDrainOverride: false, isSingleNode: false };

  it('has the reasons for a drain', () => {
    const { change } = project([], undefined, itms('a').mirror('quay.io/x', ['m.io/x']));
    expect(predictChangeRollout(change, settings)).toMatchObject({
      kind: 'predicted',
      verdict: 'drain',
      drainReasons: [{ kind: 'tag-mirror-added', scope: 'quay.io/x', mirror: 'm.io/x' }],
    });
  });

  it('is empty if the write stops the operator', () => {
    const { change } = project(
      [],
      undefined,
      idms('a').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource'),
    );
    expect(predictChangeRollout(change, settings)).toEqual({ kind: 'stopped' });
  });

  it('is unknown if the operator had stopped before', () => {
    const broken = idms('a').mirror('quay.io/x', ['quay.io/x'], 'NeverContactSource');
    expect(predictChangeRollout(project([broken], broken, undefined).change, settings)).toEqual({
      kind: 'unknown',
    });
  });

  it('has the exact size of registries.conf', () => {
    const stored = idms('a').mirror('quay.io/a', ['m.io/a']);
    const { change } = project([stored], undefined, idms('b').mirror('quay.io/b', ['m.io/b']));
    // DOMAIN 5.4: an entry with one digest mirror adds 122 bytes, plus its source and mirror.
    expect(change.after.fileBytes - change.before.fileBytes).toBe(122 + 'quay.io/b'.length + 'm.io/b'.length);
  });
});

describe('affectedSources', () => {
  const sourcesOf = (stored: readonly ExampleObject[], after: ExampleObject) =>
    project(stored, undefined, after).change.affectedSources();

  it('are the touched sources if nothing else depends on them', () => {
    const stored = [idms('a').mirror('ghcr.io/x', ['m.io/x'])];
    expect(sourcesOf(stored, idms('b').mirror('quay.io/y', ['m.io/y']))).toEqual(['quay.io/y']);
  });

  it('include sources inside a touched source', () => {
    const stored = [idms('a').mirror('quay.io/x', ['m.io/x'])];
    expect(sourcesOf(stored, idms('b').mirror('quay.io', ['m.io/q']))).toEqual(['quay.io', 'quay.io/x']);
  });

  it('include the source that decides in place of a removed one', () => {
    const wide = idms('a').mirror('*.example.com', ['m.io/x']);
    const narrow = idms('b').mirror('r.example.com:5000/team', ['m.io/y']);
    const { change } = project([wide, narrow], narrow, idms('b'));
    expect(change.affectedSources()).toEqual(['r.example.com:5000/team', '*.example.com']);
  });

  it('include sources whose mirrors are in a touched source', () => {
    const stored = [idms('a').mirror('quay.io/x', ['m.io/x/y'])];
    expect(sourcesOf(stored, idms('b').mirror('m.io/x', ['n.io/x']))).toEqual(['m.io/x', 'quay.io/x']);
  });

  it('include sources whose mirrors are in a scope that becomes blocked', () => {
    const stored = [idms('a').mirror('quay.io/x', ['m.io/x'])];
    const blocking = idms('b').mirror('m.io', ['n.io/m'], 'NeverContactSource');
    expect(sourcesOf(stored, blocking)).toEqual(['m.io', 'quay.io/x']);
  });
});

describe('several writes at once', () => {
  it('are applied together in any order', () => {
    const [a, b] = [idms('a').mirror('quay.io/x', ['m.io/x']), itms('b').mirror('quay.io/x', ['n.io/x'])];
    const stored = new ClusterIndex([mirrorSetOf(idms('c').mirror('quay.io/z', ['m.io/z']))]);
    const writes = [a, b].map((object) => ({ ref: object, before: undefined, object: mirrorSetOf(object) }));
    const model = stored.model({ imageConfig: {}, version: newestVersion });
    for (const ordered of [writes, writes.toReversed()]) {
      const { after } = changeCluster(model, ordered);
      expect(after.registryOf('quay.io/x')).toMatchObject({
        mirrors: [{ location: 'm.io/x' }, { location: 'n.io/x' }],
      });
      expect(after.mirrorSets.counts).toEqual({ objects: 3, entries: 3, sources: 2 });
    }
  });
});

describe('a write of image.config', () => {
  const objects = [idms('a').mirror('quay.io/x', ['m.io/x']), itms('b').mirror('ghcr.io/y', ['n.io/y'])];
  const model = new ClusterIndex(objects.map(mirrorSetOf)).model({ imageConfig: {}, version: newestVersion });

  it('predicts the same state as a model with the new lists, and affects every registry', () => {
    const lists = { blockedRegistries: ['quay.io/x/inner', 'z.io'], insecureRegistries: ['m.io'] };
    const change = changeCluster(model, [], { before: {}, after: lists });
    const predicted = ClusterModel.predict({
      mirrorSets: objects.map(mirrorSetOf),
      imageConfig: lists,
      version: newestVersion,
    });
    expect(change.before).toBe(model);
    expect(change.after.registriesConf).toBe(predicted.registriesConf);
    expect(change.after.fileBytes).toBe(predicted.fileBytes);
    expect(change.affectedSources()).toEqual(['quay.io/x', 'ghcr.io/y']);
    expect([...change.changedScopes].sort()).toEqual([
      'ghcr.io/y',
      'm.io',
      'quay.io/x',
      'quay.io/x/inner',
      'z.io',
    ]);
  });

  it('is applied together with writes of mirror sets', () => {
    const added = idms('c').mirror('z.io/c', ['m.io/c']);
    const write = { ref: added, before: undefined, object: mirrorSetOf(added) };
    const { after } = changeCluster(model, [write], {
      before: {},
      after: { insecureRegistries: ['z.io/c/d'] },
    });
    expect(after.registryOf('z.io/c/d')).toMatchObject({
      insecure: true,
      mirrors: [{ location: 'm.io/c/d' }],
    });
  });

  it('replaces the lists of the old object if the stored state is older', () => {
    const before = { insecureRegistries: ['old.io'] };
    const change = changeCluster(model, [], { before, after: {} });
    expect(change.before.settings.imageConfig).toEqual(before);
    expect(change.before.registryOf('old.io')).toMatchObject({ insecure: true });
    expect(change.after.registriesConf).toBe(model.registriesConf);
  });

  it('changes nothing if the lists are the same', () => {
    const lists = { insecureRegistries: [] };
    const change = changeCluster(model, [], { before: { ...lists }, after: { insecureRegistries: [] } });
    expect(change.imageConfig).toBeUndefined();
    expect([...change.changedScopes]).toEqual([]);
    expect(change.affectedSources()).toEqual([]);
  });
});

describe('ClusterIndex', () => {
  it('ignores kinds that the release does not read', () => {
    const cluster = new ClusterIndex([idms('a').mirror('quay.io/x', ['m.io/x'])].map(mirrorSetOf));
    const has = (minor: number) =>
      cluster.model({ imageConfig: {}, version: { major: 4, minor } }).mirrorSets.has('quay.io/x');
    expect([has(12), has(13)]).toEqual([false, true]);
  });

  it('updates its predictions if image.config changes', () => {
    const cluster = new ClusterIndex([idms('a').mirror('quay.io/x', ['m.io/x'])].map(mirrorSetOf));
    const modelFor = (insecureRegistries?: readonly string[]) =>
      cluster.model({
        imageConfig: { ...(insecureRegistries && { insecureRegistries }) },
        version: newestVersion,
      });
    expect(modelFor().registryOf('m.io')).toBeUndefined();
    expect(modelFor(['m.io']).registryOf('m.io')).toMatchObject({ insecure: true });
  });
});
