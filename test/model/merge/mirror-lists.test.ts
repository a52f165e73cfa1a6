import { describe, expect, it } from '@jest/globals';
import { collectMirrorLists } from '../../../src/model/merge/mirror-lists.ts';
import { behaviourOf } from '../../../src/model/operator-behaviour.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

function collect(objects: readonly ExampleObject[], minor = 20) {
  return collectMirrorLists(objects.map(mirrorSetOf), behaviourOf({ major: 4, minor }));
}

describe('collecting mirror lists', () => {
  it('keeps digests and tags apart, and puts policies with the digests', () => {
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

  it('skips an entry without a real mirror, its policy included', () => {
    const { digest } = collect([
      idms('d')
        .mirror('a.io', undefined, 'NeverContactSource')
        .mirror('b.io', ['b.io'], 'NeverContactSource')
        .mirror('a.io', ['m.io']),
    ]);
    expect([...digest.keys()]).toEqual(['a.io']);
    expect(digest.get('a.io')?.never).toBe(false);
  });

  it('never contacts a source where one of its entries says so', () => {
    const { digest } = collect([
      idms('d').mirror('a.io', ['m.io']),
      idms('e').mirror('a.io', ['a.io', 'n.io'], 'NeverContactSource'),
    ]);
    expect(digest.get('a.io')?.never).toBe(true);
  });

  it('reads nothing but policies before 4.13', () => {
    const objects = [
      idms('d').mirror('a.io', ['m.io']),
      icsp('p').mirror('b.io', ['m.io']),
      itms('t').mirror('c.io', ['m.io']),
    ];
    expect([...collect(objects, 12).digest.keys(), ...collect(objects, 12).tag.keys()]).toEqual(['b.io']);
    expect([...collect(objects, 13).digest.keys(), ...collect(objects, 13).tag.keys()]).toEqual([
      'a.io',
      'b.io',
      'c.io',
    ]);
  });
});
