import { Counter, Gauge, type Registry } from 'prom-client';
import type { DecisionSample } from '../webhook/ports.ts';
import { configurationOf, metricDefinitions } from './metric-definitions.ts';

const results = ['loaded', 'rejected'] as const;
const states = ['active', 'expired'] as const;
const reasons = ['expired', 'not-allowed', 'no-reason'] as const;

export interface PolicyMetrics {
  /** Counts a read version of the policy file. */
  read(result: (typeof results)[number]): void;
  /** `isCurrent`: whether the enforced policy is the content of the file. */
  observe(state: { readonly isCurrent: boolean; readonly active: number; readonly expired: number }): void;
}

/** The state of the policy file; initial values without a file. */
export function createPolicyMetrics(registers: Registry[]): PolicyMetrics {
  const reads = new Counter(configurationOf(metricDefinitions.policyReads, registers));
  const current = new Gauge(configurationOf(metricDefinitions.policyCurrent, registers));
  const exemptions = new Gauge(configurationOf(metricDefinitions.policyExemptions, registers));
  for (const result of results) reads.inc({ result }, 0);
  for (const state of states) exemptions.set({ state }, 0);
  current.set(1);
  return {
    read: (result) => reads.inc({ result }),
    observe({ isCurrent, active, expired }) {
      current.set(Number(isCurrent));
      exemptions.set({ state: 'active' }, active);
      exemptions.set({ state: 'expired' }, expired);
    },
  };
}

/**
 * Counts exemptions in decisions. Names of exemptions are not labels, because they change with the policy.
 */
export function createExemptionMeter(
  registers: Registry[],
  rules: readonly string[],
): (exempted: DecisionSample['exempted']) => void {
  const used = new Counter(configurationOf(metricDefinitions.exemptionsUsed, registers));
  const breakGlass = new Counter(configurationOf(metricDefinitions.breakGlassUsed, registers));
  const rejected = new Counter(configurationOf(metricDefinitions.exemptionsRejected, registers));
  for (const rule of rules) {
    used.inc({ rule }, 0);
    breakGlass.inc({ rule }, 0);
  }
  for (const reason of reasons) rejected.inc({ reason }, 0);
  return (exempted) => {
    if (exempted === undefined) return;
    for (const { name, rule } of exempted.used) (name === 'break-glass' ? breakGlass : used).inc({ rule });
    for (const { reason } of exempted.rejected) rejected.inc({ reason });
  };
}
