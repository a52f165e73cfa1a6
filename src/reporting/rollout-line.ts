import type { Finding } from '../policy/finding.ts';

/** Rules that predict the effect of a change on the nodes as a whole. */
export const rolloutRules: ReadonlySet<string> = new Set([
  'rollout-blocked',
  'rollout-drain',
  'rollout-no-effect',
  'rollout-paused-pool',
  'rollout-reload',
]);

/** Whether the rollout line reports a finding. A denial has a field to correct, so it is reported there. */
export function isRollout({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): boolean {
  return severity !== 'deny' && rolloutRules.has(rule);
}

/**
 * One line about the whole change, independent of the levels of its findings; undefined if nothing is
 * predicted.
 */
export function rolloutLine(
  findings: readonly Pick<Finding, 'rule' | 'severity' | 'message'>[],
): string | undefined {
  const predicted = findings.filter(isRollout);
  if (predicted.length === 0) return undefined;
  const messages = predicted.map(({ message }) => message);
  const ids = predicted.map(({ rule }) => rule);
  return `rollout: ${messages.join('; ')} (${ids.join(', ')})`;
}
