import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testInstallation } from '../../src/cluster/self-test.ts';
import { FakeApi } from './fake-api.ts';

let api: FakeApi;
beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(() => api.stop());

const testWith = (status: number, message: string) => {
  api.respondNext('POST', status, message);
  return testInstallation(api.connection);
};

describe('testInstallation', () => {
  it('creates an invalid object as a dry run, and passes if the rule denies it', async () => {
    expect(await testWith(422, 'admission webhook denied the request: ... (no-wildcard-mirror)')).toEqual({
      passed: true,
    });
    expect(api.calls).toMatchObject([
      { method: 'POST', path: '/apis/config.openshift.io/v1/imagedigestmirrorsets?dryRun=All' },
    ]);
  });

  it.each([
    [
      422,
      "spec.imageDigestMirrors[0].mirrors[0] in body should match '^...$'",
      'the pattern of the CRD denied the object, not mirrorguard',
    ],
    [201, '', 'the API server would have stored an invalid object'],
    [404, 'the server could not find the requested resource', 'the cluster has no ImageDigestMirrorSet'],
    [500, 'failed calling webhook', 'imagedigestmirrorsets: failed calling webhook'],
  ])('fails with a reason if the API server returns %i "%s"', async (status, message, reason) => {
    expect(await testWith(status, message)).toEqual({
      passed: false,
      reason: expect.stringContaining(reason),
    });
  });
});
