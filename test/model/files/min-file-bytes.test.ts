import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { minFileBytes } from '../../../src/model/files/min-file-bytes.ts';
import { bytesOfRegistry } from '../../../src/model/files/registries-conf.ts';
import { idms } from '../../../src/rules/example.ts';
import { clusterOf, mirrorSetOf } from '../../support/cluster.ts';
import { mirrorSet, otherState } from '../../support/random-world.ts';

describe('minFileBytes', () => {
  it('is at most the size of the object in registries.conf, for any release and registry lists', () => {
    fc.assert(
      fc.property(mirrorSet, otherState, (object, around) => {
        const model = ClusterModel.predict({ mirrorSets: [object], ...around });
        fc.pre(model.behavior.readsKind[object.kind] && model.clashes.length === 0);
        const bytes = model.registries.reduce(
          (sum, entry) => sum + bytesOfRegistry(entry, model.behavior),
          0,
        );
        expect(minFileBytes(object)).toBeLessThanOrEqual(bytes);
      }),
    );
  });

  it('is the exact size for one object whose names need no escapes', () => {
    const example = idms('a')
      .mirror('quay.io/x', ['m.io/x', 'n.io/x', 'm.io/x'])
      .mirror('*.io', ['n.io/y'])
      .mirror('quay.io/x', ['n.io/x']);
    const model = ClusterModel.predict(clusterOf([example]));
    const bytes = model.registries.reduce((sum, entry) => sum + bytesOfRegistry(entry, model.behavior), 0);
    expect(minFileBytes(mirrorSetOf(example))).toBe(bytes);
  });
});
