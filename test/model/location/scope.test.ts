import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  authorityOf,
  enclosingAmong,
  enclosingScopes,
  isInsideAny,
  isNestedInside,
  isValidScope,
} from '../../../src/model/location/scope.ts';

const anyScope = fc.stringMatching(/^[ab.*/:@]{0,12}$/);

describe('Scope', () => {
  it('nests a repository in its host, but not a host with a port in the host without a port', () => {
    expect(isNestedInside('a.io/n', 'a.io')).toBe(true);
    expect(isNestedInside('a.io:5000', 'a.io')).toBe(false);
    expect(isNestedInside('a.iox', 'a.io')).toBe(false);
  });

  it('nests a host with a port in a wildcard', () => {
    expect(isNestedInside('x.a.io:5000/n', '*.a.io')).toBe(true);
    expect(isNestedInside('a.io', '*.a.io')).toBe(false);
    expect(isNestedInside('b.io/x.a.io', '*.a.io')).toBe(false);
  });

  it('does not nest a tag or digest in a wildcard', () => {
    expect(isNestedInside('x.a.io/n:tag', '*.a.io')).toBe(false);
  });

  it('lists exactly the enclosing scopes', () => {
    fc.assert(
      fc.property(anyScope, anyScope, (scope, other) => {
        expect([...enclosingScopes(scope)].includes(other)).toBe(isNestedInside(scope, other));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(anyScope, (scope) => {
        for (const enclosing of enclosingScopes(scope)) expect(isNestedInside(scope, enclosing)).toBe(true);
      }),
    );
  });

  it('finds all enclosing scopes among few, many, wildcard and long scopes', () => {
    const long = fc.constantFrom(...['a', 'a.b', '*.b'].map((host) => `${host}${'/a'.repeat(150)}`));
    const some = fc.uniqueArray(
      fc.oneof({ weight: 9, arbitrary: anyScope }, { weight: 1, arbitrary: long }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, some, (scopes, inner) => {
        const set = new Set(scopes);
        for (const scope of [...inner, ...scopes]) {
          const around = scopes.filter((other) => isNestedInside(scope, other));
          expect(enclosingAmong(scope, set).toSorted()).toEqual(around.toSorted());
          expect(isInsideAny(scope, set)).toBe(around.length > 0);
        }
      }),
    );
  });

  it('has the same authority as an enclosing scope that is not a wildcard', () => {
    expect([authorityOf('a.io:5000/x/y'), authorityOf('a.io'), authorityOf('*.a.io')]).toEqual([
      'a.io:5000',
      'a.io',
      '*.a.io',
    ]);
    fc.assert(
      fc.property(anyScope, anyScope, (scope, other) => {
        fc.pre(isNestedInside(scope, other) && !other.startsWith('*.'));
        expect(authorityOf(scope)).toBe(authorityOf(other));
      }),
    );
  });

  it('finds the enclosing scope among many', () => {
    expect(isInsideAny('x.a.io:5000/n', new Set(['b.io', '*.a.io']))).toBe(true);
    expect(isInsideAny('x.a.io:5000/n', new Set(['b.io', 'x.a.io']))).toBe(false);
    expect(isInsideAny('x.a.io', new Set())).toBe(false);
  });

  it('finds the same enclosing scope in few scopes as in many', () => {
    fc.assert(
      fc.property(anyScope, fc.uniqueArray(anyScope, { maxLength: 8 }), (scope, few) => {
        const others = Array.from({ length: 9 }, (_, index) => `${index}.other.example.com`);
        expect(isInsideAny(scope, new Set([...few, ...others]))).toBe(isInsideAny(scope, new Set(few)));
      }),
    );
  });

  // An implementation with quadratic time would exceed the Jest timeout.
  it('compares scopes of hostile lengths', () => {
    const long = `x.a.io/${'a/'.repeat(500_000)}`;
    expect(isInsideAny(long, new Set(['b.io', '*.a.io']))).toBe(true);
    expect(isInsideAny(long, new Set(['x.a.io/a/a/a']))).toBe(true);
    expect(isInsideAny(long, new Set(['x.a.io/a/b', '*.b.io']))).toBe(false);
  });

  it('allows the scopes that the operator allows: almost any text without an asterisk', () => {
    for (const scope of ['a.io', '*.a.io', '*.', 'https://a.io', 'a.io/', ' a'])
      expect(isValidScope(scope)).toBe(true);
    for (const scope of ['', '*', 'a.*', '*.a.io:5000', '*.a.io/n', '*.*'])
      expect(isValidScope(scope)).toBe(false);
  });
});
