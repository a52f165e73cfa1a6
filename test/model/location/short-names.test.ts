import { describe, expect, it } from '@jest/globals';
import { pullCandidates } from '../../../src/model/location/short-names.ts';

describe('pullCandidates', () => {
  it.each(['quay.io/a', 'localhost/a', 'host:5000/a'])('returns %s unchanged', (image) => {
    expect(pullCandidates(image, ['r.io'])).toEqual([image]);
  });

  it('expands a short name with each search registry', () => {
    expect(pullCandidates('team/app:v1', ['registry.access.redhat.com', 'docker.io'])).toEqual([
      'registry.access.redhat.com/team/app:v1',
      'docker.io/team/app:v1',
    ]);
    expect(pullCandidates('app:v1.0', ['docker.io'])).toEqual(['docker.io/app:v1.0']);
  });
});
