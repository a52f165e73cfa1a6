import { describe, expect, it } from '@jest/globals';
import { readSecret, writeSecret } from '../../../src/certificates/self/certificate-secret.ts';
import { made } from '../made-certificates.ts';

const { ca, leaf } = await made();

describe('the Secret that replicas share', () => {
  it('reads back what was written, with or without a next CA', () => {
    const secret = { ca, leaf, bundle: [ca.certificatePem] };
    expect(readSecret(writeSecret(secret))).toEqual(secret);
    expect(readSecret(writeSecret({ ...secret, nextCa: ca }))).toEqual({ ...secret, nextCa: ca });
  });

  it('names its keys as other tools name them', () => {
    expect(Object.keys(writeSecret({ ca, nextCa: ca, leaf, bundle: [] })).sort()).toEqual([
      'ca-bundle.crt',
      'ca.crt',
      'ca.key',
      'next-ca.crt',
      'next-ca.key',
      'tls.crt',
      'tls.key',
    ]);
  });

  it('has no part of which one half is missing', () => {
    const { 'ca.key': _, ...texts } = writeSecret({ ca, leaf, bundle: [] });
    expect(readSecret(texts)).toEqual({ leaf, bundle: [] });
    expect(readSecret({})).toEqual({ bundle: [] });
  });
});
