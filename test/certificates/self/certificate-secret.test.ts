import { describe, expect, it } from '@jest/globals';
import { readSecret, writeSecret } from '../../../src/certificates/self/certificate-secret.ts';
import { made } from '../made-certificates.ts';

const { ca, leaf } = await made();

describe('the certificate Secret', () => {
  it('is read as written, with or without a next CA', () => {
    const secret = { ca, leaf, bundle: [ca.certificatePem] };
    expect(readSecret(writeSecret(secret))).toEqual(secret);
    expect(readSecret(writeSecret({ ...secret, nextCa: ca }))).toEqual({ ...secret, nextCa: ca });
  });

  it('uses the key names of other tools', () => {
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

  it('omits a certificate without its key', () => {
    const { 'ca.key': _, ...texts } = writeSecret({ ca, leaf, bundle: [] });
    expect(readSecret(texts)).toEqual({ leaf, bundle: [] });
    expect(readSecret({})).toEqual({ bundle: [] });
  });
});
