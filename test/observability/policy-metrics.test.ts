import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createExemptionMeter, createPolicyMetrics } from '../../src/observability/policy-metrics.ts';

async function valuesOf(registry: Registry): Promise<readonly string[]> {
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('metrics of the policy', () => {
  it('have initial values before a policy is read', async () => {
    const registry = new Registry();
    createPolicyMetrics([registry]);
    expect(await valuesOf(registry)).toEqual([
      'mirrorguard_policy_reads_total{result="loaded"} 0',
      'mirrorguard_policy_reads_total{result="rejected"} 0',
      'mirrorguard_policy_current 1',
      'mirrorguard_policy_exemptions{state="active"} 0',
      'mirrorguard_policy_exemptions{state="expired"} 0',
    ]);
  });

  it('show a rejected policy and the enforced one', async () => {
    const registry = new Registry();
    const metrics = createPolicyMetrics([registry]);
    metrics.read('rejected');
    metrics.observe({ isCurrent: false, active: 2, expired: 1 });
    expect(await valuesOf(registry)).toEqual(
      expect.arrayContaining([
        'mirrorguard_policy_reads_total{result="rejected"} 1',
        'mirrorguard_policy_current 0',
        'mirrorguard_policy_exemptions{state="active"} 2',
        'mirrorguard_policy_exemptions{state="expired"} 1',
      ]),
    );
  });
});

describe('metrics of exemptions', () => {
  it('count uses by rule, break-glass separately, and rejections by reason', async () => {
    const registry = new Registry();
    const count = createExemptionMeter([registry], ['no-a', 'no-b']);
    count(undefined);
    count({
      used: [
        { name: 'move', rule: 'no-a', reason: 'x' },
        { name: 'break-glass', rule: 'no-b', reason: 'x' },
      ],
      rejected: [{ name: 'old', reason: 'expired' }],
    });
    expect(await valuesOf(registry)).toEqual([
      'mirrorguard_exemptions_used_total{rule="no-a"} 1',
      'mirrorguard_exemptions_used_total{rule="no-b"} 0',
      'mirrorguard_break_glass_used_total{rule="no-a"} 0',
      'mirrorguard_break_glass_used_total{rule="no-b"} 1',
      'mirrorguard_exemptions_rejected_total{reason="expired"} 1',
      'mirrorguard_exemptions_rejected_total{reason="not-allowed"} 0',
      'mirrorguard_exemptions_rejected_total{reason="no-reason"} 0',
    ]);
  });
});
