import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { maxScopeLength } from '../../../src/model/location/scope.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { idms } from '../../../src/rules/example.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

const view = ClusterModel.predict({
  mirrorSets: [
    mirrorSetOf(idms('a').mirror('quay.io/team', ['m.io/team']).mirror('quay.io/team/app', ['m.io/app'])),
  ],
  imageConfig: {},
  version: newestVersion,
}).mirrorSets;
const nameOf = (length: number) => 'quay.io/team/'.padEnd(length, 'x');

describe('MirrorSetsView', () => {
  it('returns the narrowest source as the deciding source', () => {
    expect(view.decidingSource('quay.io/team/app/web')).toBe('quay.io/team/app');
    expect(view.decidingSource('quay.io/team/api')).toBe('quay.io/team');
    expect(view.decidingSource('quay.io/other')).toBeUndefined();
  });

  it('matches names of 255 characters, but not longer names, which cannot be pulled', () => {
    expect(maxScopeLength).toBe(255);
    expect(view.decidingSource(nameOf(255))).toBe('quay.io/team');
    expect(view.sourcesMatching(nameOf(255))).toEqual(['quay.io/team']);
    expect(view.decidingSource(nameOf(256))).toBeUndefined();
    expect(view.sourcesMatching(nameOf(256))).toEqual([]);
  });
});
