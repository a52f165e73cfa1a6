import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import type { PolicyMetrics } from '../observability/policy-metrics.ts';
import { compilePolicy, type Policy } from '../policy/policy.ts';
import { rules } from '../rules/index.ts';
import type { Logger } from '../webhook/ports.ts';
import { PolicyFile } from './policy-file.ts';

/** The policy that requests are judged by now. */
export interface PolicyInForce {
  current(): Policy;
  /** In words, for the readiness probe and the greeting. */
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
  'policyFile' | 'onDeadline' | 'onInternalError' | 'changeSummary'
>;

/** Rejects with `UnusableOptions` where the policy file cannot be used. */
export async function openPolicy(options: Options, { logger, meter, nowMs }: Parts): Promise<PolicyInForce> {
  const { policyFile: path, onDeadline, onInternalError, changeSummary } = options;
  const defaults = { onDeadline, onInternalError, changeSummary };
  if (path === undefined) {
    const policy = compilePolicy({}, rules, defaults);
    return {
      current: () => policy,
      describe: () => 'the recommended one is enforced (--policy-file gives another)',
      stop: async () => {},
    };
  }
  const file = new PolicyFile({ path, defaults, logger, meter, nowMs });
  let policy = await file.start();
  file.onChange = (next) => {
    policy = next;
  };
  return { current: () => policy, describe: () => file.describe(), stop: () => file.stop() };
}
