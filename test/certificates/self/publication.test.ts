import { describe, expect, it } from '@jest/globals';
import { isUpToDate, Publication, trustedEverywhere } from '../../../src/certificates/self/publication.ts';
import { made } from '../made-certificates.ts';

const a = (await made()).ca.certificatePem;
const b = (await made()).ca.certificatePem;
const configuration = (...bundlePems: readonly string[]) => ({ target: 'a configuration', bundlePems });

describe('a bundle in the webhook configurations', () => {
  it('is trusted as far as every webhook of every configuration has it', () => {
    expect(trustedEverywhere([configuration(a + b), configuration(b + a)])).toEqual([a, b]);
    expect(trustedEverywhere([configuration(a + b), configuration(a)])).toEqual([a]);
    expect(trustedEverywhere([configuration(a + b, '')])).toEqual([]);
  });

  it('is not trusted where there is no configuration', () => {
    expect(trustedEverywhere([])).toEqual([]);
    expect(trustedEverywhere([configuration()])).toEqual([]);
  });

  it('is up to date when nothing is missing and nothing too much, however it is written', () => {
    expect(isUpToDate(configuration(`# a comment\n${b}${a.replaceAll('\n', '\r\n')}`), [a, b])).toBe(true);
    expect(isUpToDate(configuration(a), [a, b])).toBe(false);
    expect(isUpToDate(configuration(a + b), [a])).toBe(false);
  });
});

describe('the time since a CA was published', () => {
  function watching() {
    const clock = { elapsedMs: 5_000 };
    return { clock, publication: new Publication({ elapsedMs: () => clock.elapsedMs, settleMs: 1_000 }) };
  }

  it('runs from the first look that finds it everywhere', () => {
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
  ])('begins again when it %s meanwhile', (_, published) => {
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

  it('runs on for one CA when another comes', () => {
    const { clock, publication } = watching();
    publication.observe([configuration(a)]);
    clock.elapsedMs += 1_000;
    publication.observe([configuration(b + a)]);
    expect(publication.isSettled([a])).toBe(true);
    expect(publication.isSettled([a, b])).toBe(false);
  });
});
