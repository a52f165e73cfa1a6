import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isNestedInside, isValidScope } from '../../src/model/location/scope.ts';
import { compareWithModel } from './compare.ts';
import { libraryVectors, operatorFunctionVectors, operatorVectors, readVectors } from './read-vectors.ts';

function findFailed(file: string) {
  return readVectors(file)
    .map((vector) => ({ name: vector.name, differences: compareWithModel(vector) }))
    .filter(({ differences }) => differences.length > 0);
}

describe('the model', () => {
  it.each(libraryVectors.map((file) => [basename(file), file]))(
    'agrees with the Go libraries in every vector of %s',
    (_, file) => {
      expect(findFailed(file)).toEqual([]);
      expect(readVectors(file).length).toBeGreaterThan(200);
    },
  );

  it('agrees with the real controller and daemon, and denies objects that the API server denies', () => {
    expect(findFailed(operatorVectors)).toEqual([]);
    expect(readVectors(operatorVectors)).toHaveLength(1764);
  });

  it('agrees with functions of the controller and daemon on several policies of each kind', () => {
    expect(findFailed(operatorFunctionVectors)).toEqual([]);
    expect(readVectors(operatorFunctionVectors)).toHaveLength(300);
  });

  it('predicts which scopes are nested', () => {
    const truth = JSON.parse(readFileSync(`${import.meta.dirname}/vectors/scopes.json`, 'utf8'));
    const nested = truth.values.flatMap((Sub: string) =>
      truth.values
        .filter((Super: string) => isNestedInside(Sub, Super))
        .map((Super: string) => ({ Sub, Super, Nested: true })),
    );
    expect(nested).toEqual(truth.nestedPairs);
  });

  it('predicts which scopes the operator accepts', () => {
    const truth = JSON.parse(readFileSync(`${import.meta.dirname}/vectors/scopes.json`, 'utf8'));
    expect(
      truth.validScope.map(({ Scope }: { Scope: string }) => ({ Scope, Valid: isValidScope(Scope) })),
    ).toEqual(truth.validScope);
  });
});
