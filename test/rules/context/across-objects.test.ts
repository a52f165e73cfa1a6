import { describe, expect, it } from '@jest/globals';
import {
  nameObjects,
  othersThan,
  pathOfFirst,
  pathOfSource,
  quoteOrder,
  quoteSome,
  toRelated,
} from '../../../src/rules/context/across-objects.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

describe('lists in messages', () => {
  it('show one more word than the limit instead of a count of one', () => {
    expect(quoteSome([])).toBe('');
    expect(quoteSome(['a'])).toBe('"a"');
    expect(quoteSome(['a', 'b'])).toBe('"a" and "b"');
    expect(quoteSome(['a', 'b', 'c', 'd'], 3)).toBe('"a", "b", "c" and "d"');
    expect(quoteSome(['a', 'b', 'c', 'd', 'e'], 3)).toBe('"a", "b", "c" and 2 more');
  });

  it('join an order with "then"', () => {
    expect(quoteOrder(['a', 'b'], 2)).toBe('"a", then "b"');
    expect(quoteOrder(['a', 'b', 'c', 'd'], 2)).toBe('"a", then "b", then 2 more');
  });
});

describe('objects in messages', () => {
  const a = mirrorSetOf(idms('a').mirror('quay.io/x', ['m.io/x']).mirror('quay.io/x', ['n.io/x']));
  const b = mirrorSetOf(itms('a').mirror('quay.io/x', ['m.io/x']));
  const contributions = [a, b].flatMap((object) => object.entries.map((entry) => ({ object, entry })));

  it('are named once for any number of involved entries', () => {
    expect(nameObjects(contributions)).toBe('ImageDigestMirrorSet a and ImageTagMirrorSet a');
  });

  it('are distinguished by kind and name', () => {
    expect(othersThan(b, contributions).map(({ object }) => object)).toEqual([a, a]);
  });

  it('have the path of the entry', () => {
    expect(toRelated(contributions)[1]).toEqual({
      kind: 'ImageDigestMirrorSet',
      name: 'a',
      path: ['spec', 'imageDigestMirrors', 1],
    });
  });

  it('name a source that is listed first only in the lists that contain it', () => {
    expect(pathOfSource(a, 'quay.io/x')).toEqual(['spec', 'imageDigestMirrors', 0, 'source']);
    expect(pathOfSource(a, 'quay.io/y')).toEqual([]);
    expect(pathOfFirst(a, ['quay.io/y', 'quay.io/x'])).toEqual(['spec', 'imageDigestMirrors', 0, 'source']);
    expect(pathOfFirst(a, ['quay.io/y'])).toEqual([]);
  });
});
