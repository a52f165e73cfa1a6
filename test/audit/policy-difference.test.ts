import { describe, expect, it } from '@jest/globals';
import { policyEventText } from '../../src/audit/event-text.ts';
import { policyDifference } from '../../src/audit/policy-difference.ts';
import { policyDigest } from '../../src/audit/policy-digest.ts';
import { maxTextBytes } from '../../src/audit/record-size.ts';
import { compilePolicy, type GivenPolicy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';

describe('policyDifference', () => {
  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [
      { a: 1, b: 2 },
      { b: 3, c: 4 },
      [
        { path: 'a', before: 1, after: null },
        { path: 'b', before: 2, after: 3 },
        { path: 'c', before: null, after: 4 },
      ],
    ],
    [{ a: ['x'] }, { a: ['x', 'y'] }, [{ path: 'a', before: ['x'], after: ['x', 'y'] }]],
    [
      {
        e: [
          { name: 'a', n: 1 },
          { name: 'b', n: 1 },
        ],
      },
      {
        e: [
          { name: 'b', n: 2 },
          { name: 'c', n: 1 },
        ],
      },
      [
        { path: 'e[a]', before: { name: 'a', n: 1 }, after: null },
        { path: 'e[b].n', before: 1, after: 2 },
        { path: 'e[c]', before: null, after: { name: 'c', n: 1 } },
      ],
    ],
  ])('%j, %j', (before, after, expected) => {
    expect(policyDifference(before, after)).toEqual(expected);
  });
});

const policyOf = (given: GivenPolicy) => {
  const settings = compilePolicy(given, rules);
  return { settings, hash: policyDigest(rules, settings) };
};

describe('the record of a policy', () => {
  const recommended = policyOf({});

  it('has its hash, the hash before, and the difference', () => {
    const exemption = { name: 'team-a', reason: 'migration', rules: ['no-wildcard-mirror'], names: ['a'] };
    const next = policyOf({ rules: { 'no-wildcard-mirror': 'warn' }, exemptions: [exemption] });
    expect(JSON.parse(policyEventText(next, recommended, 0))).toMatchObject({
      type: 'policy',
      time: '1970-01-01T00:00:00.000Z',
      policyHash: next.hash,
      previousHash: recommended.hash,
      difference: [
        { path: 'enforcement.exemptions[team-a]', before: null, after: { reason: 'migration' } },
        { path: 'enforcement.levels.no-wildcard-mirror', before: null, after: 'warn' },
      ],
      differenceOmitted: 0,
    });
  });

  it('has the difference to the recommended policy at the start', () => {
    const started = policyEventText(policyOf({ preset: 'strict' }), { settings: recommended.settings }, 0);
    const { previousHash, difference } = JSON.parse(started);
    expect(previousHash).toBeNull();
    expect(difference).toContainEqual({ path: 'enforcement.onNotEvaluated', before: 'warn', after: 'deny' });
  });

  it('is bounded', () => {
    const users = Array.from({ length: 5000 }, (_, index) => `user-${index}`);
    const exemptions = Array.from({ length: 300 }, (_, index) => ({
      name: `exemption-${index}`,
      reason: 'r'.repeat(2000),
      rules: ['*'],
      users,
    }));
    const text = policyEventText(policyOf({ exemptions }), recommended, 0);
    const { difference, differenceOmitted } = JSON.parse(text);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxTextBytes);
    expect(difference.length).toBeGreaterThan(5);
    expect(difference.length + differenceOmitted).toBe(300);
  });
});
