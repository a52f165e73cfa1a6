import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isNestedInside, isValidScope } from '../../src/model/location/scope.ts';
import { compareWithModel } from './compare.ts';
import { carriedVectors, readVectors } from './read-vectors.ts';

describe('the model', () => {
  it.each(carriedVectors.map((file) => [basename(file), file]))(
    'agrees with the real libraries in every vector of %s',
    (_, file) => {
      const vectors = readVectors(file);
      const failed = vectors
        .map((vector) => ({ name: vector.name, differences: compareWithModel(vector) }))
        .filter(({ differences }) => differences.length > 0);
      expect(failed).toEqual([]);
      expect(vectors.length).toBeGreaterThan(200);
    },
  );

  it('knows which scope is nested in which', () => {
    const truth = JSON.parse(readFileSync(`${import.meta.dirname}/vectors/scopes.json`, 'utf8'));
    const nested = truth.values.flatMap((Sub: string) =>
      truth.values
        .filter((Super: string) => isNestedInside(Sub, Super))
        .map((Super: string) => ({ Sub, Super, Nested: true })),
    );
    expect(nested).toEqual(truth.nestedPairs);
  });

  it('knows which scopes the operator accepts', () => {
    const truth = JSON.parse(readFileSync(`${import.meta.dirname}/vectors/scopes.json`, 'utf8'));
    expect(
      truth.validScope.map(({ Scope }: { Scope: string }) => ({ Scope, Valid: isValidScope(Scope) })),
    ).toEqual(truth.validScope);
  });
});
