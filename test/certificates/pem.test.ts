import { describe, expect, it } from '@jest/globals';
import { splitPem } from '../../src/certificates/pem.ts';
import { made } from './made-certificates.ts';

const a = (await made()).ca.certificatePem;
const b = (await made()).ca.certificatePem;

describe('certificatesIn', () => {
  it('returns certificates in order, without other text', () => {
    expect(splitPem(`subject=a\n${a}\n\nsubject=b\n${b}`)).toEqual([a, b]);
  });

  it('accepts any line end', () => {
    expect(splitPem(`${a}${b}`.replaceAll('\n', '\r\n').trimEnd())).toEqual([a, b]);
  });

  it('returns nothing for other text', () => {
    expect(splitPem('')).toEqual([]);
    expect(splitPem('-----BEGIN CERTIFICATE-----\nnever ended')).toEqual([]);
    expect(splitPem('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toEqual([]);
  });

  // An implementation with quadratic time would exceed the Jest timeout.
  it('finds no certificate in hostile text', () => {
    expect(splitPem('-----BEGIN CERTIFICATE-----\nA'.repeat(200_000))).toEqual([]);
  });
});
