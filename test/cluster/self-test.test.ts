import { describe, expect, it } from '@jest/globals';
import { testInstallation } from '../../src/cluster/self-test.ts';

const answering = (status: number, message: string) =>
  testInstallation(async () => ({ status, body: { message } }));

describe('testInstallation', () => {
  it('passes when the refusal names our rule', async () => {
    expect(await answering(422, 'admission webhook denied the request: ... (no-wildcard-mirror)')).toEqual({
      passed: true,
    });
  });

  it.each([
    [
      422,
      "spec.imageDigestMirrors[0].mirrors[0] in body should match '^...$'",
      "the definition's own pattern refused the object",
    ],
    [201, '', 'the API server would have stored a malformed object'],
    [404, 'the server could not find the requested resource', 'the cluster has no ImageDigestMirrorSet'],
    [500, 'failed calling webhook', 'the API server says 500: failed calling webhook'],
  ])('%i %s: says what it means', async (status, message, reason) => {
    expect(await answering(status, message)).toEqual({
      passed: false,
      reason: expect.stringContaining(reason),
    });
  });
});
