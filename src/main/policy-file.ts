import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatPolicyProblem } from '../config/policy-file/policy-problem.ts';
import { readPolicy } from '../config/policy-file/read-policy.ts';
import type { PolicyMetrics } from '../observability/policy-metrics.ts';
import { compilePolicy, type Policy, type PolicyDefaults } from '../policy/policy.ts';
import { rules } from '../rules/index.ts';
import { DirectoryWatch } from '../watching/directory-watch.ts';
import { Heartbeat } from '../watching/heartbeat.ts';
import type { Logger } from '../webhook/ports.ts';
import { UnusableOptions } from './start-failure.ts';

/** Polls, because some file systems do not report changes and exemptions expire without a change. */
const pollMs = 10_000;

export interface PolicyFileOptions {
  readonly path: string;
  /** Settings that the file does not contain. */
  readonly defaults: PolicyDefaults;
  readonly logger: Logger;
  readonly meter: PolicyMetrics;
  readonly nowMs: () => number;
}

/**
 * A policy file. It is read again after a change of its folder (a mounted ConfigMap changes its `..data`
 * link) and every 10 s. An invalid version is rejected, and the previous policy stays active.
 */
export class PolicyFile {
  /** Called with each new policy after the first. */
  onChange: (policy: Policy) => void = () => {};
  private readonly options: PolicyFileOptions;
  private readonly heartbeat = new Heartbeat(() => this.check());
  private readonly watch: DirectoryWatch;
  private policy: Policy | undefined;
  /** The last read text, valid or not. */
  private seen: string | undefined;
  private problem: string | undefined;
  private expired: readonly string[] = [];

  constructor(options: PolicyFileOptions) {
    this.options = options;
    this.watch = new DirectoryWatch(dirname(options.path), () => void this.heartbeat.beat());
  }

  /** Rejects with `UnusableOptions`, which contains all problems, if the first policy is invalid. */
  async start(): Promise<Policy> {
    await this.heartbeat.beat();
    if (this.policy !== undefined) return this.policy;
    await this.stop();
    throw new UnusableOptions(`--policy-file ${this.problem}`);
  }

  /** Checks immediately instead of at the next interval. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  /**
   * For `/readyz?verbose`. An invalid policy does not affect readiness, because the previous one stays
   * active.
   */
  describe(): string {
    const { path } = this.options;
    if (this.problem !== undefined)
      return (
        'the previous policy is enforced, because ' +
        `${this.problem.replace('\n', ' ').replaceAll('\n', '; ')}`
      );
    const expired = this.expired.length === 0 ? '' : `; expired exemptions: ${this.expired.join(', ')}`;
    return `${path} is enforced${expired}`;
  }

  stop(): Promise<void> {
    this.watch.disarm();
    return this.heartbeat.stop();
  }

  private async check(): Promise<number> {
    // Arm the watch before reading, to detect changes during the read.
    this.watch.arm();
    const { path } = this.options;
    try {
      this.take(await readFile(path, 'utf8'));
    } catch (error) {
      this.seen = undefined;
      this.reject(`${path} cannot be read (${error instanceof Error ? error.message : String(error)})`);
    }
    this.measure();
    return pollMs;
  }

  private take(text: string): void {
    if (text === this.seen) return;
    this.seen = text;
    const { path, defaults, logger, meter } = this.options;
    const read = readPolicy(text);
    if ('problems' in read) {
      meter.read('rejected');
      const lines = read.problems.map((problem) => `${path}:${formatPolicyProblem(problem)}`);
      this.reject(`${path} is not valid:\n${lines.join('\n')}`);
      return;
    }
    const isFirst = this.policy === undefined;
    this.policy = compilePolicy(read.policy, rules, defaults);
    this.problem = undefined;
    meter.read('loaded');
    logger.info('Loaded policy', {
      file: path,
      preset: read.policy.preset ?? 'recommended',
      exemptions: read.policy.exemptions?.length ?? 0,
    });
    if (!isFirst) this.onChange(this.policy);
  }

  /** Logs each problem once; the metric and `/readyz` report it continuously. */
  private reject(problem: string): void {
    if (problem === this.problem) return;
    this.problem = problem;
    if (this.policy === undefined) return;
    this.options.logger.warn('Policy is invalid', {
      file: this.options.path,
      problem,
    });
  }

  private measure(): void {
    const { meter, nowMs, logger } = this.options;
    const exemptions = this.policy?.enforcement.exemptions ?? [];
    const expired = exemptions.filter(({ expiresMs }) => expiresMs <= nowMs()).map(({ name }) => name);
    for (const name of expired)
      if (!this.expired.includes(name)) logger.warn('Exemption expired', { exemption: name });
    this.expired = expired;
    meter.observe({
      isCurrent: this.problem === undefined,
      active: exemptions.length - expired.length,
      expired: expired.length,
    });
  }
}
