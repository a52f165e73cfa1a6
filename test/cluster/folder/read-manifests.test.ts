import { describe, expect, it } from '@jest/globals';
import { readManifests } from '../../../src/cluster/folder/read-manifests.ts';

describe('a manifest file', () => {
  it('can contain any number of documents', () => {
    expect(readManifests('kind: A\n---\nkind: B\n---\n')).toEqual({
      objects: [{ kind: 'A' }, { kind: 'B' }],
    });
  });

  it('can be JSON, empty or only a comment', () => {
    expect(readManifests('{"kind": "A"}')).toEqual({ objects: [{ kind: 'A' }] });
    expect(readManifests('')).toEqual({ objects: [] });
    expect(readManifests('# nothing yet\n')).toEqual({ objects: [] });
  });

  it('returns the items of a list', () => {
    expect(readManifests('kind: List\nitems: [{kind: A}, null, {kind: B}]')).toEqual({
      objects: [{ kind: 'A' }, { kind: 'B' }],
    });
    expect(readManifests('kind: ImageDigestMirrorSetList\nitems: [{kind: A}]')).toEqual({
      objects: [{ kind: 'A' }],
    });
  });

  it('returns the items of a typed list with the kind of the list if they have none', () => {
    const list = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSetList',
      items: [{ metadata: { name: 'a' } }, { kind: 'B' }],
    };
    expect(readManifests(JSON.stringify(list))).toEqual({
      objects: [
        { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', metadata: { name: 'a' } },
        { kind: 'B' },
      ],
    });
  });

  it('can use anchors, aliases and merge keys', () => {
    expect(readManifests('kind: A\na: &a {x: 1, y: 1}\nb: {<<: *a, y: 2}\nc: *a\n')).toEqual({
      objects: [{ kind: 'A', a: { x: 1, y: 1 }, b: { x: 1, y: 2 }, c: { x: 1, y: 1 } }],
    });
  });

  it.each([
    ['a: 1\na: 2', /^line 2: duplicate key in a mapping/],
    [`"${'x'.repeat(1000)}" y`, /^.{1,200}$/],
    ['a: b: c', /line 1/],
    [
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`)
        .join('\n')}`,
      /alias/i,
    ],
  ])('reports the reason for broken text: %j', (text, reason) => {
    expect(readManifests(text)).toEqual({ problem: expect.stringMatching(reason) });
  });
});
