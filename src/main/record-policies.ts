import { type PolicyVersion, policyEventText } from '../audit/event-text.ts';
import { policyDigest } from '../audit/policy-digest.ts';
import { compilePolicy, type Policy } from '../policy/policy.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { AuditSink, Clock } from '../webhook/ports.ts';
import type { EnforcedPolicy } from './enforced-policy.ts';

interface Parts {
  readonly rules: readonly AnyRule[];
  readonly audit: AuditSink;
  readonly clock: Clock;
}

/**
 * Records the policy at the start of the process, and each change before the first decision with the new
 * policy.
 */
export function recordPolicies(policy: EnforcedPolicy, { rules, audit, clock }: Parts): void {
  const versionOf = (settings: Policy): PolicyVersion => ({ hash: policyDigest(rules, settings), settings });
  const record = (next: Policy, previous: Pick<PolicyVersion, 'settings'> & Partial<PolicyVersion>) => {
    const text = policyEventText(versionOf(next), previous, clock.nowMs());
    audit.record(() => text, text.length);
  };
  record(policy.current(), { settings: compilePolicy({}, rules) });
  policy.onChange((next, previous) => record(next, versionOf(previous)));
}
