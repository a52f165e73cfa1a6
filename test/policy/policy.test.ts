import { describe, expect, it } from '@jest/globals';
import { enabledRules, recommended } from '../../src/policy/enforcement.ts';
import { compilePolicy, endOf } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { defaultMutations } from '../../src/rules/mutations/index.ts';

describe('an empty policy', () => {
  it('equals the default policy', () => {
    const { enforcement, ...others } = compilePolicy({}, rules);
    // If undefined, the failurePolicy of the webhook decides.
    expect(others).toEqual({
      mutations: defaultMutations,
      onDeadline: undefined,
      onInternalError: undefined,
    });
    expect(enforcement).toEqual({ ...recommended, options: {}, exemptions: [] });
  });

  it('retains the options of the webhook that it does not set', () => {
    const defaults = { onDeadline: 'deny', onInternalError: 'deny' } as const;
    expect(compilePolicy({}, rules, defaults)).toMatchObject({
      onDeadline: 'deny',
      onInternalError: 'deny',
    });
    expect(compilePolicy({ onDeadline: 'warn' }, rules, defaults)).toMatchObject({
      onDeadline: 'warn',
      onInternalError: 'deny',
    });
  });
});

describe('a policy', () => {
  it('accepts false as off and true as on, as Helm writes them', () => {
    const { enforcement, mutations } = compilePolicy(
      {
        rules: { 'rollout-drain': false },
        mutations: { 'remove-https': false, 'remove-final-source': true },
      },
      rules,
    );
    expect(enforcement.levels).toEqual({ 'rollout-drain': 'off' });
    expect(mutations.has('remove-https')).toBe(false);
    expect(mutations.has('remove-final-source')).toBe(true);
  });

  it('sets the level and the options of a rule independently, and adds missing options', () => {
    const { enforcement } = compilePolicy(
      {
        rules: {
          'no-denied-mirror': { level: 'warn', options: { denied: ['a.io'] } },
          'no-managed-registry-source': { options: {} },
          'rollout-drain': { level: 'audit' },
        },
      },
      rules,
    );
    expect(enforcement.levels).toEqual({ 'no-denied-mirror': 'warn', 'rollout-drain': 'audit' });
    expect(enforcement.options).toEqual({
      'no-denied-mirror': { denied: ['a.io'] },
      'no-managed-registry-source': { platform: 'detect' },
    });
  });
});

describe('presets', () => {
  const strict = compilePolicy({ preset: 'strict' }, rules);
  const advisory = compilePolicy({ preset: 'advisory', onDeadline: 'deny', onInternalError: 'deny' }, rules);

  it('set strict to deny mistakes, order conflicts and unknown facts, but not advice or rollout facts', () => {
    expect(strict).toMatchObject({
      onDeadline: 'deny',
      onInternalError: 'deny',
      enforcement: { onNotEvaluated: 'deny', onError: 'deny' },
    });
    const { levels } = strict.enforcement;
    expect(levels).toMatchObject({
      'no-bare-host-mirror': 'deny',
      'require-entries': 'deny',
      'no-conflicting-mirror-order': 'deny',
      'no-source-contacted-early': 'deny',
    });
    for (const { id, meta } of rules)
      if (id.startsWith('prefer-') || meta.category === 'rollout') expect(levels[id]).toBeUndefined();
  });

  it('set recommended to warn about order conflicts', () => {
    const severities = rules
      .filter(({ id }) => id === 'no-conflicting-mirror-order' || id === 'no-source-contacted-early')
      .map(({ meta }) => meta.severity);
    expect(severities).toEqual(['warn', 'warn']);
  });

  it('let a setting of the policy override the strict preset', () => {
    const own = compilePolicy(
      { preset: 'strict', onNotEvaluated: 'warn', onDeadline: 'warn', rules: { 'no-broad-source': 'warn' } },
      rules,
    );
    expect(own).toMatchObject({
      onDeadline: 'warn',
      enforcement: { onNotEvaluated: 'warn', levels: { 'no-broad-source': 'warn' } },
    });
  });

  it('deny nothing in advisory mode, with any other setting', () => {
    expect(advisory).toMatchObject({
      onDeadline: 'warn',
      onInternalError: 'warn',
      enforcement: { isAdvisory: true },
    });
  });
});

describe('enabled rules', () => {
  it('are the rules that are not off and have their required options', () => {
    const ids = (given: Parameters<typeof compilePolicy>[0]) =>
      enabledRules(rules, compilePolicy(given, rules).enforcement).map(({ id }) => id);
    expect(ids({})).toEqual(expect.arrayContaining(['no-scheme', 'no-managed-registry-source']));
    expect(ids({})).not.toContain('no-denied-mirror');
    expect(ids({ rules: { 'no-scheme': 'off' } })).not.toContain('no-scheme');
    expect(ids({ rules: { 'no-denied-mirror': { options: { denied: ['a.io'] } } } })).toContain(
      'no-denied-mirror',
    );
  });
});

describe('the requesters of an exemption', () => {
  const everyRule = { name: 'a', reason: 'x', rules: ['*'] } as const;

  it.each([
    ['users', { users: ['alice'] }],
    ['groups', { groups: ['team'] }],
    ['ServiceAccounts', { serviceAccounts: ['ci/robot'] }],
  ])('are limited if it names only %s', (_, requesters) => {
    const { enforcement } = compilePolicy({ exemptions: [{ ...everyRule, ...requesters }] }, rules);
    expect(enforcement.exemptions?.[0]?.who).toBeDefined();
  });

  it('are all requesters if it names none', () => {
    const { enforcement } = compilePolicy({ exemptions: [everyRule] }, rules);
    expect(enforcement.exemptions?.[0]?.who).toBeUndefined();
  });
});

describe('the expiry of an exemption', () => {
  it('is the end of its day in UTC, or its time', () => {
    expect(endOf('2026-12-01')).toBe(Date.UTC(2026, 11, 2));
    expect(endOf('2026-12-01T12:00:00+02:00')).toBe(Date.UTC(2026, 11, 1, 10));
    expect(endOf('soon')).toBeNaN();
  });
});
