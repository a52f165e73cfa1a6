import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leastFileBytes } from '../../../src/model/files/least-file-bytes.ts';
import { bytesOfRegistry } from '../../../src/model/files/registries-conf.ts';
import { foresee, registriesOfFile } from '../../../src/model/foresee.ts';
import { idms } from '../../../src/rules/example.ts';
import { clusterOf, mirrorSetOf } from '../../support/cluster.ts';
import { mirrorSet, surroundings } from '../../support/random-world.ts';

describe('what an object takes in registries.conf at least', () => {
  it('is never more than what it takes, in any release that reads the kind and whatever is listed', () => {
    fc.assert(
      fc.property(mirrorSet, surroundings, (object, around) => {
        const foresight = foresee({ mirrorSets: [object], ...around });
        fc.pre(foresight.behaviour.readsKind[object.kind] && foresight.registryList.kind === 'built');
        const bytes = registriesOfFile(foresight).reduce(
          (sum, entry) => sum + bytesOfRegistry(entry, foresight.behaviour),
          0,
        );
        expect(leastFileBytes(object)).toBeLessThanOrEqual(bytes);
      }),
    );
  });

  it('is just that for an object alone, with names as people write them', () => {
    const example = idms('a')
      .mirror('quay.io/x', ['m.io/x', 'n.io/x', 'm.io/x'])
      .mirror('*.io', ['n.io/y'])
      .mirror('quay.io/x', ['n.io/x']);
    const foresight = foresee(clusterOf([example]));
    const bytes = registriesOfFile(foresight).reduce(
      (sum, entry) => sum + bytesOfRegistry(entry, foresight.behaviour),
      0,
    );
    expect(leastFileBytes(mirrorSetOf(example))).toBe(bytes);
  });
});
