import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { policyDigest } from '../../src/audit/policy-digest.ts';
import { auditOptions } from '../../src/config/audit-options.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import { type EnforcedPolicy, openPolicy } from '../../src/main/enforced-policy.ts';
import { openAudit } from '../../src/main/open-audit.ts';
import { recordPolicies } from '../../src/main/record-policies.ts';
import { compilePolicy, type GivenPolicy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { auditFolder, recordingAuditParts, recordingQueueMeter } from '../audit/sinks/audit-parts.ts';
import { closedSchema } from '../support/closed-schema.ts';

const isDocumented = closedSchema('audit-event.schema.json');
const digestOf = (levels: GivenPolicy['rules'] & object) =>
  policyDigest(rules, compilePolicy({ rules: levels }, rules));

function valuesOf<Table extends typeof webhookOptions | typeof auditOptions>(
  table: Table,
  ...args: readonly string[]
) {
  const read = readOptions(table, args, {});
  if (read.outcome !== 'values') throw new Error('the options of the test are wrong');
  return read.values;
}

async function untilLevel(policy: EnforcedPolicy, level: string): Promise<void> {
  while (policy.current().enforcement.levels['rollout-drain'] !== level)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('recordPolicies', () => {
  it('records the policy at the start and each change, in the documented form', async () => {
    using at = auditFolder();
    const [log, file] = [at.path('audit.log'), at.path('policy.yaml')];
    writeFileSync(file, 'rules: {rollout-drain: deny}\n');
    const { clock, logger, meter } = recordingAuditParts();
    const audit = await openAudit(valuesOf(auditOptions, '--audit-file', log), {
      meterFor: () => meter,
      queueMeter: recordingQueueMeter(),
      clock,
      logger,
    });
    const policy = await openPolicy(valuesOf(webhookOptions, '--policy-file', file), {
      logger,
      meter: { read: () => {}, observe: () => {} },
      nowMs: clock.nowMs,
    });
    recordPolicies(policy, { rules, audit, clock });
    // An invalid policy file does not take effect, so the log has no record of it.
    writeFileSync(file, 'rules: {no-such-rule: off}\n');
    writeFileSync(file, 'rules: {rollout-drain: off}\n');
    await untilLevel(policy, 'off');
    await policy.stop();
    await audit.close();

    const records = readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const record of records) {
      isDocumented(record);
      expect(isDocumented.errors).toBeNull();
    }
    const path = 'enforcement.levels.rollout-drain';
    expect(records).toMatchObject([
      {
        type: 'policy',
        policyHash: digestOf({ 'rollout-drain': 'deny' }),
        previousHash: null,
        difference: [{ path, before: null, after: 'deny' }],
        differenceOmitted: 0,
        chain: { seq: 1 },
      },
      {
        type: 'policy',
        policyHash: digestOf({ 'rollout-drain': 'off' }),
        previousHash: digestOf({ 'rollout-drain': 'deny' }),
        difference: [{ path, before: 'deny', after: 'off' }],
        chain: { seq: 2 },
      },
      { type: 'closed', chain: { seq: 3, closes: true } },
    ]);
  });

  it('rejects a field that the schema does not document', () => {
    expect(isDocumented({ schemaVersion: 1, type: 'policy', other: 1 })).toBe(false);
  });
});
