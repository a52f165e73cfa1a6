import { describe, expect, it } from '@jest/globals';
import { isUpToDate, Publication, trustedEverywhere } from '../../../src/certificates/self/publication.ts';
import { made } from '../made-certificates.ts';

const a = (await made()).ca.certificatePem;
const b = (await made()).ca.certificatePem;
const configuration = (...bundlePems: readonly string[]) => ({ target: 'a configuration', bundlePems });

describe('the published CA bundle', () => {
  it('contains the CAs that every webhook of every configuration has', () => {
    expect(trustedEverywhere([configuration(a + b), configuration(b + a)])).toEqual([a, b]);
    expect(trustedEverywhere([configuration(a + b), configuration(a)])).toEqual([a]);
    expect(trustedEverywhere([configuration(a + b, '')])).toEqual([]);
  });

  it('is empty without a configuration', () => {
    expect(trustedEverywhere([])).toEqual([]);
    expect(trustedEverywhere([configuration()])).toEqual([]);
  });

  it('is current if it has the same certificates in any notation', () => {
    expect(isUpToDate(configuration(`# a comment\n${b}${a.replaceAll('\n', '\r\n')}`), [a, b])).toBe(true);
    expect(isUpToDate(configuration(a), [a, b])).toBe(false);
    expect(isUpToDate(configuration(a + b), [a])).toBe(false);
  });
});

describe('the time since the publication of a CA', () => {
  function watching() {
    const clock = { elapsedMs: 5_000 };
    return { clock, publication: new Publication({ elapsedMs: () => clock.elapsedMs, settleMs: 1_000 }) };
  }

  it('starts with the first check that finds the CA in every webhook', () => {
    const { clock, publication } = watching();
    publication.observe([configuration(a)]);
    clock.elapsedMs += 999;
    expect(publication.isSettled([a])).toBe(false);
    clock.elapsedMs += 1;
    expect(publication.isSettled([a])).toBe(true);
    expect(publication.isSettled([a, b])).toBe(false);
  });

  it.each([
    ['was gone', [configuration(b)]],
    ['could not be read', undefined],
  ])('restarts if the CA %s meanwhile', (_, published) => {
    const { clock, publication } = watching();
    publication.observe([configuration(a)]);
    clock.elapsedMs += 1_000;
    publication.observe(published);
    expect(publication.isSettled([a])).toBe(false);
    publication.observe([configuration(a)]);
    expect(publication.isSettled([a])).toBe(false);
    clock.elapsedMs += 1_000;
    expect(publication.isSettled([a])).toBe(true);
  });

  it('continues for a CA when another CA is added', () => {
    const { clock, publication } = watching();
    publication.observe([configuration(a)]);
    clock.elapsedMs += 1_000;
    publication.observe([configuration(b + a)]);
    expect(publication.isSettled([a])).toBe(true);
    expect(publication.isSettled([a, b])).toBe(false);
  });
});
