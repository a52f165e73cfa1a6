import { describe, expect, it } from '@jest/globals';
import type { KeyedCertificate } from '../../../src/certificates/keyed-certificate.ts';
import { makeCa, makeServingCertificate } from '../../../src/certificates/make-certificates.ts';
import type { CertificateSecret } from '../../../src/certificates/self/certificate-secret.ts';
import { correctBundle, keepServed, nextStep } from '../../../src/certificates/self/rotation.ts';
import { isFault, readServingCertificate } from '../../../src/certificates/serving-certificate.ts';
import { dayMs } from '../made-certificates.ts';
import { keyFromPool } from './key-pool.ts';

const start = Date.UTC(2026, 0, 1);
const names = ['a.b.svc'];
const broken: KeyedCertificate = { certificatePem: 'x', keyPem: 'x' };

const newCa = (day: number) => makeCa({ nowMs: start + day * dayMs, lifeMs: 300 * dayMs }, keyFromPool);
const newLeaf = (ca: KeyedCertificate, day: number, lifeDays = 90, forNames = names) =>
  makeServingCertificate(ca, forNames, { nowMs: start + day * dayMs, lifeMs: lifeDays * dayMs }, keyFromPool);

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
  it('is none while everything is fresh', () => {
    expect(stepAt(0)).toBe('rest');
    expect(stepAt(59)).toBe('rest');
  });

  it('is a new serving certificate at two thirds of the life of the old one', () => {
    expect(stepAt(60)).toBe('renew-leaf');
    expect(stepAt(91)).toBe('renew-leaf');
  });

  it('is a new CA, which signs nothing yet, at two thirds of the life of the old one', async () => {
    const later = { ...secret, leaf: await newLeaf(ca, 180) };
    expect(stepAt(199, later)).toBe('rest');
    expect(stepAt(200, later)).toBe('stage-ca');
  });

  it('is to let the new CA sign, only when all API servers know it', () => {
    expect(stepAt(202, rotating)).toBe('rest');
    expect(stepAt(202, rotating, { isSettled: true })).toBe('promote-ca');
  });

  it('is to let the old CA sign on when the new one cannot be published for long', () => {
    expect(stepAt(254, rotating)).toBe('rest');
    expect(stepAt(256, rotating)).toBe('renew-leaf');
  });

  it('is not to sign again and again with a CA that ends as soon as the certificate', async () => {
    const late = { ...rotating, leaf: await newLeaf(ca, 250) };
    expect(stepAt(299, late)).toBe('rest');
  });

  it('is to let the new CA sign at once when there is nothing to lose', () => {
    expect(stepAt(301, rotating)).toBe('promote-ca');
    expect(stepAt(202, { ...rotating, ca: broken, leaf: broken })).toBe('promote-ca');
  });

  it('is to start over when nothing can sign or serve', () => {
    expect(stepAt(0, { bundle: [] })).toBe('start-over');
    expect(stepAt(0, { ca: broken, leaf: broken, bundle: [] })).toBe('start-over');
    expect(stepAt(301)).toBe('start-over');
  });

  it('is a new CA beside the old certificate when only the CA is broken', () => {
    expect(stepAt(0, { ...secret, ca: broken })).toBe('stage-ca');
    expect(stepAt(0, { leaf, bundle: secret.bundle })).toBe('stage-ca');
  });

  it('is another new CA when the one that was staged cannot sign', () => {
    const { nextCa: _, ...lost } = rotating;
    expect(stepAt(202, lost, { isSettled: true })).toBe('stage-ca');
    expect(stepAt(202, { ...rotating, nextCa: { ...nextCa, keyPem: 'x' } }, { isSettled: true })).toBe(
      'stage-ca',
    );
  });

  it('is a new serving certificate when that is broken, of a stranger, or for another name', async () => {
    expect(stepAt(0, { ...secret, leaf: broken })).toBe('renew-leaf');
    expect(stepAt(0, { ...secret, leaf: await newLeaf(await newCa(0), 0) })).toBe('renew-leaf');
    expect(stepAt(0, { ...secret, leaf: await newLeaf(ca, 0, 90, ['c.d.svc']) })).toBe('renew-leaf');
  });

  it('starts over when the clock is before everything, and stages nothing when it is a little behind', () => {
    expect(stepAt(-1)).toBe('start-over');
    expect(stepAt(-0.5 / 24)).toBe('rest');
  });

  it('is to correct a bundle that lacks a CA, holds garbage, or one that has expired', () => {
    expect(stepAt(0, { ...secret, bundle: [] })).toBe('correct-bundle');
    expect(stepAt(0, { ...secret, bundle: [ca.certificatePem, 'x'] })).toBe('correct-bundle');
    expect(stepAt(302, { ca: nextCa, leaf, bundle: rotating.bundle })).toBe('renew-leaf');
  });
});

describe('the bundle', () => {
  it('keeps a CA until it has expired', () => {
    const after: CertificateSecret = { ca: nextCa, leaf, bundle: rotating.bundle };
    expect(correctBundle(after, start + 300 * dayMs)).toEqual([nextCa.certificatePem, ca.certificatePem]);
    expect(correctBundle(after, start + 300 * dayMs + 1000)).toEqual([nextCa.certificatePem]);
  });

  it('never holds what is no CA', () => {
    expect(
      correctBundle({ ...secret, bundle: [leaf.certificatePem, 'x', ca.certificatePem] }, start),
    ).toEqual([ca.certificatePem]);
  });
});

describe('a Secret that was lost while a replica serves on', () => {
  const texts = { chainPem: leaf.certificatePem, keyPem: leaf.keyPem, caPem: ca.certificatePem };
  const served = readServingCertificate(texts);
  if (isFault(served)) throw new Error(served.fault);

  it('gets back what is served, beside which a new CA can be staged', () => {
    const kept = keepServed({ bundle: [] }, served, names, start);
    expect(kept).toEqual({ leaf, bundle: [ca.certificatePem] });
    expect(stepAt(0, kept)).toBe('stage-ca');
  });

  it('is left as it is where it can sign, or where what is served is over', () => {
    expect(keepServed(secret, served, names, start)).toBe(secret);
    expect(keepServed({ bundle: [] }, served, names, start + 91 * dayMs)).toEqual({ bundle: [] });
    expect(keepServed({ bundle: [] }, undefined, names, start)).toEqual({ bundle: [] });
  });
});
