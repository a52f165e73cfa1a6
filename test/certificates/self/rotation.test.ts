import { describe, expect, it } from '@jest/globals';
import { createCa, createServingCertificate } from '../../../src/certificates/create-certificates.ts';
import type { KeyedCertificate } from '../../../src/certificates/keyed-certificate.ts';
import type { CertificateSecret } from '../../../src/certificates/self/certificate-secret.ts';
import { correctBundle, nextStep, restoreServed } from '../../../src/certificates/self/rotation.ts';
import { isFault, readServingCertificate } from '../../../src/certificates/serving-certificate.ts';
import { dayMs } from '../made-certificates.ts';
import { keyFromPool } from './key-pool.ts';

const start = Date.UTC(2026, 0, 1);
const names = ['a.b.svc'];
const broken: KeyedCertificate = { certificatePem: 'x', keyPem: 'x' };

const newCa = (day: number) => createCa({ nowMs: start + day * dayMs, lifeMs: 300 * dayMs }, keyFromPool);
const newLeaf = (ca: KeyedCertificate, day: number, lifeDays = 90, forNames = names) =>
  createServingCertificate(
    ca,
    forNames,
    { nowMs: start + day * dayMs, lifeMs: lifeDays * dayMs },
    keyFromPool,
  );

const ca = await newCa(0);
const leaf = await newLeaf(ca, 0);
const nextCa = await newCa(201);
const secret: CertificateSecret = { ca, leaf, bundle: [ca.certificatePem] };
const rotating: CertificateSecret = {
  ca,
  nextCa,
  leaf: await newLeaf(ca, 180),
  bundle: [nextCa.certificatePem, ca.certificatePem],
};

const stepAt = (day: number, change: CertificateSecret = secret, { isSettled = false } = {}) =>
  nextStep({ secret: change, names, nowMs: start + day * dayMs, isSettled }).kind;

describe('the next step of a rotation', () => {
  it('is none while all certificates are fresh', () => {
    expect(stepAt(0)).toBe('rest');
    expect(stepAt(59)).toBe('rest');
  });

  it('is a new serving certificate after two thirds of the lifetime', () => {
    expect(stepAt(60)).toBe('renew-leaf');
    expect(stepAt(91)).toBe('renew-leaf');
  });

  it('stages a new CA after two thirds of the lifetime of the old one', async () => {
    const later = { ...secret, leaf: await newLeaf(ca, 180) };
    expect(stepAt(199, later)).toBe('rest');
    expect(stepAt(200, later)).toBe('stage-ca');
  });

  it('promotes the new CA only after all API servers trust it', () => {
    expect(stepAt(202, rotating)).toBe('rest');
    expect(stepAt(202, rotating, { isSettled: true })).toBe('promote-ca');
  });

  it('signs with the old CA while the new one cannot be published', () => {
    expect(stepAt(254, rotating)).toBe('rest');
    expect(stepAt(256, rotating)).toBe('renew-leaf');
  });

  it('does not sign repeatedly with a CA that expires with the certificate', async () => {
    const late = { ...rotating, leaf: await newLeaf(ca, 250) };
    expect(stepAt(299, late)).toBe('rest');
  });

  it('promotes the new CA at once if the old one is unusable', () => {
    expect(stepAt(301, rotating)).toBe('promote-ca');
    expect(stepAt(202, { ...rotating, ca: broken, leaf: broken })).toBe('promote-ca');
  });

  it('starts over if no CA can sign and no certificate can serve', () => {
    expect(stepAt(0, { bundle: [] })).toBe('start-over');
    expect(stepAt(0, { ca: broken, leaf: broken, bundle: [] })).toBe('start-over');
    expect(stepAt(301)).toBe('start-over');
  });

  it('stages a new CA and keeps the certificate if only the CA is broken', () => {
    expect(stepAt(0, { ...secret, ca: broken })).toBe('stage-ca');
    expect(stepAt(0, { leaf, bundle: secret.bundle })).toBe('stage-ca');
  });

  it('stages another CA if the staged one cannot sign', () => {
    const { nextCa: _, ...lost } = rotating;
    expect(stepAt(202, lost, { isSettled: true })).toBe('stage-ca');
    expect(stepAt(202, { ...rotating, nextCa: { ...nextCa, keyPem: 'x' } }, { isSettled: true })).toBe(
      'stage-ca',
    );
  });

  it('is a new serving certificate if it is broken, foreign or for another name', async () => {
    expect(stepAt(0, { ...secret, leaf: broken })).toBe('renew-leaf');
    expect(stepAt(0, { ...secret, leaf: await newLeaf(await newCa(0), 0) })).toBe('renew-leaf');
    expect(stepAt(0, { ...secret, leaf: await newLeaf(ca, 0, 90, ['c.d.svc']) })).toBe('renew-leaf');
  });

  it('starts over if no certificate is valid yet, but not for a small clock difference', () => {
    expect(stepAt(-1)).toBe('start-over');
    expect(stepAt(-0.5 / 24)).toBe('rest');
  });

  it('corrects a bundle that lacks a CA, is malformed, or has an expired CA', () => {
    expect(stepAt(0, { ...secret, bundle: [] })).toBe('correct-bundle');
    expect(stepAt(0, { ...secret, bundle: [ca.certificatePem, 'x'] })).toBe('correct-bundle');
    expect(stepAt(302, { ca: nextCa, leaf, bundle: rotating.bundle })).toBe('renew-leaf');
  });
});

describe('the CA bundle', () => {
  it('keeps a CA until its expiry', () => {
    const after: CertificateSecret = { ca: nextCa, leaf, bundle: rotating.bundle };
    expect(correctBundle(after, start + 300 * dayMs)).toEqual([nextCa.certificatePem, ca.certificatePem]);
    expect(correctBundle(after, start + 300 * dayMs + 1000)).toEqual([nextCa.certificatePem]);
  });

  it('contains only CAs', () => {
    expect(
      correctBundle({ ...secret, bundle: [leaf.certificatePem, 'x', ca.certificatePem] }, start),
    ).toEqual([ca.certificatePem]);
  });
});

describe('a Secret that was deleted while a replica serves', () => {
  const texts = { chainPem: leaf.certificatePem, keyPem: leaf.keyPem, caPem: ca.certificatePem };
  const served = readServingCertificate(texts);
  if (isFault(served)) throw new Error(served.fault);

  it('is restored with the serving certificate', () => {
    const kept = restoreServed({ bundle: [] }, served, names, start);
    expect(kept).toEqual({ leaf, bundle: [ca.certificatePem] });
    expect(stepAt(0, kept)).toBe('stage-ca');
  });

  it('is not restored if its CA can sign or the serving certificate has expired', () => {
    expect(restoreServed(secret, served, names, start)).toBe(secret);
    expect(restoreServed({ bundle: [] }, served, names, start + 91 * dayMs)).toEqual({ bundle: [] });
    expect(restoreServed({ bundle: [] }, undefined, names, start)).toEqual({ bundle: [] });
  });
});
