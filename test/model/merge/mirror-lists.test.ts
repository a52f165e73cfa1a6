import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { clusterOf } from '../../support/cluster.ts';

function collect(objects: readonly ExampleObject[], minor = 20) {
  return ClusterModel.predict(clusterOf(objects, { version: `4.${minor}.0` })).mirrorSets;
}

describe('the mirror lists of a source', () => {
  it('separate digests and tags; entries of ICSPs are for digests', () => {
    const { digest, tag } = collect([
      idms('d').mirror('a.io', ['m.io']),
      icsp('p').mirror('a.io', ['n.io']),
      itms('t').mirror('a.io', ['o.io']),
    ]);
    expect(
      digest.get('a.io')?.contributions.map(({ object, entry }) => [object.name, entry.mirrors]),
    ).toEqual([
      ['d', ['m.io']],
      ['p', ['n.io']],
    ]);
    expect(tag.get('a.io')?.contributions).toHaveLength(1);
  });

  it('omit an entry without a valid mirror, with its policy', () => {
    const mirrorSets = collect([
      idms('d')
        .mirror('a.io', undefined, 'NeverContactSource')
        .mirror('b.io', ['b.io'], 'NeverContactSource')
        .mirror('a.io', ['m.io']),
    ]);
    expect([...mirrorSets.sources()]).toEqual(['a.io']);
    expect(mirrorSets.digest.get('a.io')?.never).toBe(false);
  });

  it('block the source if one entry sets NeverContactSource', () => {
    const { digest } = collect([
      idms('d').mirror('a.io', ['m.io']),
      idms('e').mirror('a.io', ['a.io', 'n.io'], 'NeverContactSource'),
    ]);
    expect(digest.get('a.io')?.never).toBe(true);
  });

  it('contain only entries of ICSPs before 4.13', () => {
    const objects = [
      idms('d').mirror('a.io', ['m.io']),
      icsp('p').mirror('b.io', ['m.io']),
      itms('t').mirror('c.io', ['m.io']),
    ];
    expect([...collect(objects, 12).sources()]).toEqual(['b.io']);
    expect([...collect(objects, 13).sources()]).toEqual(['a.io', 'b.io', 'c.io']);
  });
});
