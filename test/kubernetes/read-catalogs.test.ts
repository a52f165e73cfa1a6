import { describe, expect, it } from '@jest/globals';
import { readCatalogs } from '../../src/kubernetes/read-catalogs.ts';
import type { JsonObject } from '../../src/model/json.ts';

const catalog = (fields: JsonObject, spec: JsonObject): JsonObject => ({
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'CatalogSource',
  metadata: { name: 'cs', namespace: 'openshift-marketplace', ...fields },
  spec,
});

describe('readCatalogs', () => {
  it('reads the name and image of each CatalogSource', () => {
    expect(readCatalogs([catalog({}, { image: 'm.example.com/index:v1' })])).toEqual([
      { name: 'openshift-marketplace/cs', image: 'm.example.com/index:v1' },
    ]);
  });

  it('ignores catalogs without an image, and other kinds', () => {
    const other = { ...catalog({}, { image: 'm.example.com/index:v1' }), apiVersion: 'example.com/v1' };
    expect(readCatalogs([catalog({}, { address: 'a:50051' }), catalog({}, { image: 1 }), other])).toEqual([]);
  });

  it('returns nothing without a CatalogSource', () => {
    expect(readCatalogs([{ apiVersion: 'v1', kind: 'ConfigMap' }])).toBeUndefined();
  });
});
