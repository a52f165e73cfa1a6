import { describe, expect, it } from '@jest/globals';
import { conditionOfCa, conditionOfLeaf } from '../../src/certificates/keyed-certificate.ts';
import { dayMs, made } from './made-certificates.ts';

const nowMs = Date.UTC(2026, 0, 1);
const names = ['localhost'];
const { ca, leaf } = await made({ nowMs });
const stranger = await made({ nowMs });

describe('the condition of a CA', () => {
  it('is its age while it can sign', () => {
    expect(conditionOfCa(ca, nowMs)).toBe('fresh');
    expect(conditionOfCa(ca, nowMs + 220 * dayMs)).toBe('due');
    expect(conditionOfCa(ca, nowMs + 301 * dayMs)).toBe('expired');
  });

  it('is broken if it is absent, unreadable, without its key, or not a CA', () => {
    expect(conditionOfCa(undefined, nowMs)).toBe('broken');
    expect(conditionOfCa({ ...ca, certificatePem: 'x' }, nowMs)).toBe('broken');
    expect(conditionOfCa({ ...ca, keyPem: 'x' }, nowMs)).toBe('broken');
    expect(conditionOfCa({ ...ca, keyPem: stranger.ca.keyPem }, nowMs)).toBe('broken');
    expect(conditionOfCa(leaf, nowMs)).toBe('broken');
  });
});

describe('the condition of a serving certificate', () => {
  it('is its age while one of the CAs signed it', () => {
    expect(conditionOfLeaf(leaf, [stranger.ca.certificatePem, ca.certificatePem], names, nowMs)).toBe(
      'fresh',
    );
    expect(conditionOfLeaf(leaf, [ca.certificatePem], names, nowMs + 29 * dayMs)).toBe('overdue');
  });

  it('is broken if no CA signed it, a name is missing, or the key does not match', () => {
    expect(conditionOfLeaf(leaf, [stranger.ca.certificatePem, 'x'], names, nowMs)).toBe('broken');
    expect(conditionOfLeaf(leaf, [ca.certificatePem], ['localhost', 'a.b.svc'], nowMs)).toBe('broken');
    expect(
      conditionOfLeaf({ ...leaf, keyPem: stranger.leaf.keyPem }, [ca.certificatePem], names, nowMs),
    ).toBe('broken');
    expect(conditionOfLeaf(undefined, [ca.certificatePem], names, nowMs)).toBe('broken');
  });
});
