import { describe, expect, it } from '@jest/globals';
import { pullCandidates } from '../../../src/model/location/short-names.ts';

describe('what CRI-O tries for the image of a pod', () => {
  it.each(['quay.io/a', 'localhost/a', 'host:5000/a'])('is %s itself', (image) => {
    expect(pullCandidates(image, ['r.io'])).toEqual([image]);
  });

  it('is a short name in each search registry', () => {
    expect(pullCandidates('team/app:v1', ['registry.access.redhat.com', 'docker.io'])).toEqual([
      'registry.access.redhat.com/team/app:v1',
      'docker.io/team/app:v1',
    ]);
    expect(pullCandidates('app:v1.0', ['docker.io'])).toEqual(['docker.io/app:v1.0']);
  });
});
