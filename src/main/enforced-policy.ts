import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import type { PolicyMetrics } from '../observability/policy-metrics.ts';
import { readExemptRequesters } from '../policy/exempt-requesters.ts';
import { compilePolicy, type Policy } from '../policy/policy.ts';
import { rules } from '../rules/index.ts';
import type { Logger } from '../webhook/ports.ts';
import { PolicyFile } from './policy-file.ts';
import { UnusableOptions } from './start-failure.ts';

/** The active policy. */
export interface EnforcedPolicy {
  current(): Policy;
  /** Called with each new policy at the time it becomes active. */
  onChange(listener: (next: Policy, previous: Policy) => void): void;
  /** For the readiness probe and the start message. */
  describe(): string;
  stop(): Promise<void>;
}

interface Parts {
  readonly logger: Logger;
  readonly meter: PolicyMetrics;
  readonly nowMs: () => number;
}

type Options = Pick<
  Values<typeof webhookOptions>,
  'policyFile' | 'onDeadline' | 'onInternalError' | 'exemptRequesters'
>;

/** Rejects with `UnusableOptions` if the first policy file is invalid. */
export async function openPolicy(options: Options, { logger, meter, nowMs }: Parts): Promise<EnforcedPolicy> {
  const { policyFile: path, onDeadline, onInternalError } = options;
  const exempt = readExemptRequesters(options.exemptRequesters);
  if ('problem' in exempt) throw new UnusableOptions(`--exempt-requesters ${exempt.problem}`);
  const defaults = { onDeadline, onInternalError, exemptRequesters: exempt.value };
  if (path === undefined) {
    const policy = compilePolicy({}, rules, defaults);
    return {
      current: () => policy,
      onChange: () => {},
      describe: () => 'the recommended policy is enforced (--policy-file sets another)',
      stop: async () => {},
    };
  }
  const file = new PolicyFile({ path, defaults, logger, meter, nowMs });
  let policy = await file.start();
  let listener: (next: Policy, previous: Policy) => void = () => {};
  file.onChange = (next) => {
    listener(next, policy);
    policy = next;
  };
  return {
    current: () => policy,
    onChange: (called) => {
      listener = called;
    },
    describe: () => file.describe(),
    stop: () => file.stop(),
  };
}
