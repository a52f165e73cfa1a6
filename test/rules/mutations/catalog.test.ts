import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rules } from '../../../src/rules/index.ts';
import { mutations } from '../../../src/rules/mutations/index.ts';
import { applyMutation } from '../../support/apply-mutation.ts';

describe('the catalog of mutations', () => {
  it('shares no id with the rules, which have pages in the same folder', () => {
    const ids = [...mutations, ...rules].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has only the mutations that change accepted objects off by default', () => {
    const off = mutations.filter(({ meta }) => meta.default === 'off').map(({ id }) => id);
    expect(off).toEqual(['remove-duplicate-icsp-mirror', 'remove-final-source']);
  });
});

describe.each(mutations.map((mutation) => [mutation.id, mutation] as const))('%s', (id, mutation) => {
  it('has the name of its file, test and page', () => {
    expect(existsSync(`src/rules/mutations/catalog/${id}.ts`)).toBe(true);
    expect(existsSync(`test/rules/mutations/catalog/${id}.test.ts`)).toBe(true);
    expect(existsSync(`docs/rules/${id}.md`)).toBe(true);
  });

  it('has a summary and a reason in sentences', () => {
    for (const text of [mutation.meta.summary, mutation.meta.why]) expect(text).toMatch(/^[A-Z].*[.]$/s);
  });

  it('changes its examples as documented', () => {
    expect(mutation.meta.examples.length).toBeGreaterThan(0);
    for (const { before, after } of mutation.meta.examples)
      expect(applyMutation(mutation, before)).toEqual(after.object);
  });
});
