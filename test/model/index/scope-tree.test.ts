import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { broaderScope, ScopeTree } from '../../../src/model/index/scope-tree.ts';
import { matchedLength } from '../../../src/model/location/prefix-match.ts';
import { isNestedInside, isValidScope } from '../../../src/model/location/scope.ts';

function treeOf(scopes: Iterable<string>) {
  const members = new Set(scopes);
  const tree = new ScopeTree(members);
  for (const scope of members) tree.add(scope);
  return { members, tree };
}

const host = fc.constantFrom(
  'a',
  'io',
  'quay.io',
  'x.quay.io',
  'y.x.quay.io',
  '*.io',
  '*.quay.io',
  '*.',
  '.io',
  '',
);
const port = fc.constantFrom('', '', ':5000', ':443');
const path = fc
  .array(fc.constantFrom('/a', '/b', '/', '/a.io', '/a:v1', '/b@sha256'), { maxLength: 3 })
  .map((parts) => parts.join(''));
const scope = fc.tuple(host, port, path).map((parts) => parts.join(''));

describe('broader scopes', () => {
  it('remove paths, ports and labels up to the broadest wildcard', () => {
    const way: string[] = [];
    for (let at: string | undefined = 'x.quay.io:443/team/app'; at !== undefined; at = broaderScope(at))
      way.push(at);
    expect(way).toEqual([
      'x.quay.io:443/team/app',
      'x.quay.io:443/team',
      'x.quay.io:443',
      'x.quay.io',
      '*.quay.io',
      '*.io',
    ]);
  });

  it('are empty for the broadest scope', () => {
    expect(broaderScope('*.io')).toBeUndefined();
    expect(broaderScope('localhost')).toBeUndefined();
  });
});

describe('a tree of scopes', () => {
  it('finds every member inside a scope', () => {
    fc.assert(
      fc.property(fc.uniqueArray(scope, { maxLength: 12 }), scope, (scopes, around) => {
        // Nodes do not load a file with an invalid scope.
        fc.pre(isValidScope(around));
        const found = new Set(treeOf(scopes).tree.within(around));
        for (const one of scopes)
          if (isNestedInside(one, around) || matchedLength(one, around) !== -1) expect(found).toContain(one);
      }),
      { numRuns: 2000 },
    );
  });

  it('returns each member once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(scope, { maxLength: 12 }), scope, (scopes, around) => {
        const found = [...treeOf(scopes).tree.within(around)];
        expect(found).toHaveLength(new Set(found).size);
      }),
    );
  });

  it('is unchanged after members are added and removed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(scope, { maxLength: 12 }),
        fc.uniqueArray(scope, { maxLength: 6 }),
        scope,
        (scopes, passing, around) => {
          const { members, tree } = treeOf([...scopes, ...passing]);
          for (const one of passing) {
            if (scopes.includes(one)) continue;
            members.delete(one);
            tree.delete(one);
          }
          expect(new Set(tree.within(around))).toEqual(new Set(treeOf(scopes).tree.within(around)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('ignores scopes that are too long to be pulled, in linear time', () => {
    const { tree, members } = treeOf([
      `quay.io${'/a'.repeat(1_000_000)}`,
      `quay.io/${'a'.repeat(247)}`,
      `quay.io/${'a'.repeat(248)}`,
    ]);
    expect([...tree.within('quay.io')]).toEqual([`quay.io/${'a'.repeat(247)}`]);
    for (const scope of members) tree.delete(scope);
  });
});
