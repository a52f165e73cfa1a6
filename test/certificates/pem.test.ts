import { describe, expect, it } from '@jest/globals';
import { splitPem } from '../../src/certificates/pem.ts';
import { made } from './made-certificates.ts';

const a = (await made()).ca.certificatePem;
const b = (await made()).ca.certificatePem;

describe('the certificates of a PEM text', () => {
  it('are found in their order, without what stands around them', () => {
    expect(splitPem(`subject=a\n${a}\n\nsubject=b\n${b}`)).toEqual([a, b]);
  });

  it('are the same whatever the line ends', () => {
    expect(splitPem(`${a}${b}`.replaceAll('\n', '\r\n').trimEnd())).toEqual([a, b]);
  });

  it('are none in a text without any', () => {
    expect(splitPem('')).toEqual([]);
    expect(splitPem('-----BEGIN CERTIFICATE-----\nnever ended')).toEqual([]);
    expect(splitPem('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toEqual([]);
  });

  it('take time in proportion to a hostile text', () => {
    const startedAt = performance.now();
    expect(splitPem('-----BEGIN CERTIFICATE-----\nA'.repeat(20_000))).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
