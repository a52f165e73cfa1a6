import { Counter, Gauge, type Registry } from 'prom-client';
import type { DecisionSample } from '../webhook/ports.ts';

const results = ['loaded', 'rejected'] as const;
const states = ['active', 'ended'] as const;
const reasons = ['expired', 'not-allowed', 'no-reason'] as const;

export interface PolicyMetrics {
  /** A version of the policy file was read. */
  read(result: (typeof results)[number]): void;
  /** What is enforced is what the file says, and how many of its exemptions count. */
  standing(now: { readonly isCurrent: boolean; readonly active: number; readonly ended: number }): void;
}

/** How the policy file fares; without one, everything stays at its beginning. */
export function createPolicyMetrics(registers: Registry[]): PolicyMetrics {
  const reads = new Counter({
    name: 'mirrorguard_policy_reads_total',
    help: 'Versions of the policy file that were read: loaded, or rejected because they are not valid.',
    labelNames: ['result'],
    registers,
  });
  const current = new Gauge({
    name: 'mirrorguard_policy_current',
    help: '0 while the policy file cannot be used and the version before it is enforced: /readyz?verbose says why.',
    registers,
  });
  const exemptions = new Gauge({
    name: 'mirrorguard_policy_exemptions',
    help: 'Exemptions of the policy that is enforced: active, or ended.',
    labelNames: ['state'],
    registers,
  });
  for (const result of results) reads.inc({ result }, 0);
  for (const state of states) exemptions.set({ state }, 0);
  current.set(1);
  return {
    read: (result) => reads.inc({ result }),
    standing({ isCurrent, active, ended }) {
      current.set(Number(isCurrent));
      exemptions.set({ state: 'active' }, active);
      exemptions.set({ state: 'ended' }, ended);
    },
  };
}

/** Counts what became of exemptions in decisions. Names of exemptions come and go with the policy and are no labels. */
export function createExemptionMeter(
  registers: Registry[],
  rules: readonly string[],
): (exempted: DecisionSample['exempted']) => void {
  const used = new Counter({
    name: 'mirrorguard_exemptions_used_total',
    help: 'Refusals that an exemption of the policy turned into warnings, by rule.',
    labelNames: ['rule'],
    registers,
  });
  const glasses = new Counter({
    name: 'mirrorguard_break_glass_used_total',
    help: 'Refusals that the break-glass annotation turned into warnings, by rule.',
    labelNames: ['rule'],
    registers,
  });
  const rejected = new Counter({
    name: 'mirrorguard_exemptions_rejected_total',
    help: 'Exemptions that would have helped and did not count: expired, or a break-glass annotation that is not allowed or gives no reason.',
    labelNames: ['why'],
    registers,
  });
  for (const rule of rules) {
    used.inc({ rule }, 0);
    glasses.inc({ rule }, 0);
  }
  for (const why of reasons) rejected.inc({ why }, 0);
  return (exempted) => {
    if (exempted === undefined) return;
    for (const { name, rule } of exempted.used) (name === 'break-glass' ? glasses : used).inc({ rule });
    for (const { why } of exempted.rejected) rejected.inc({ why });
  };
}
