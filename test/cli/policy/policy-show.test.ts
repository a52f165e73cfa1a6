import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rules } from '../../../src/rules/index.ts';
import { run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

const policy = `preset: strict
rules:
  rollout-drain: warn
  no-denied-mirror: {options: {denied: [old.example.com]}}
  no-scheme: off
exemptions:
  - {name: move, reason: It moves., expires: 2026-11-22, rules: [no-denied-mirror], users: [a]}
  - {name: old, reason: It moved., ticket: OPS-1, expires: 2026-11-21, rules: ['*'], users: [a]}
breakGlass: {groups: [sre], serviceAccounts: [ops/*]}
`;

describe('mirrorguard policy show', () => {
  it('prints the level of every rule and its origin as JSON', async () => {
    const { code, out } = await inFolder({ 'policy.yaml': policy }, (folder) =>
      run(['policy', 'show', '-o', 'json', join(folder, 'policy.yaml')]),
    );
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report.rules).toHaveLength(rules.length);
    expect(report.rules).toEqual(
      expect.arrayContaining([
        { rule: 'rollout-drain', level: 'warn', from: 'policy' },
        { rule: 'no-scheme', level: 'off', from: 'policy' },
        { rule: 'no-bare-host-mirror', level: 'deny', from: 'preset' },
        { rule: 'no-placeholder', level: 'deny', from: 'rule' },
        { rule: 'no-denied-mirror', level: 'deny', from: 'rule', options: { denied: ['old.example.com'] } },
        { rule: 'no-protected-source', level: 'unset', from: 'rule' },
      ]),
    );
    expect(report).toMatchObject({
      schemaVersion: 1,
      preset: 'strict',
      settings: {
        onNotEvaluated: 'deny',
        onRuleError: 'deny',
        onDeadline: 'deny',
        onInternalError: 'deny',
      },
      exemptions: [
        { name: 'move', isExpired: false, daysLeft: 1 },
        { name: 'old', isExpired: true, daysLeft: 0 },
      ],
      breakGlass: ['ops/*', 'sre'],
    });
  });

  it('prints the recommended policy as a table by default', async () => {
    const { code, out } = await run(['policy', 'show']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Rules \(preset recommended\)\n/);
    expect(out).toMatch(/^deny {3}no-scheme$/m);
    expect(out).toMatch(/^audit {2}prefer-single-entry$/m);
    expect(out).not.toContain('Exemptions');
    expect(out).toMatch(/^ *onDeadline +failurePolicy$/m);
  });
});
