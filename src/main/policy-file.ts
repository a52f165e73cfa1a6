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

/** Not every file system tells of changes, and exemptions end without one. */
const pollMs = 10_000;

export interface PolicyFileOptions {
  readonly path: string;
  /** What holds where the file says nothing. */
  readonly defaults: PolicyDefaults;
  readonly logger: Logger;
  readonly meter: PolicyMetrics;
  readonly nowMs: () => number;
}

/**
 * A policy in a file, read again when its folder changes (a mounted ConfigMap is swapped behind the `..data` link) and every 10 s.
 * A version that is not valid is left aside, and the one before stays in force.
 */
export class PolicyFile {
  /** Called with each policy that comes into force after the first. */
  onChange: (policy: Policy) => void = () => {};
  private readonly options: PolicyFileOptions;
  private readonly heartbeat = new Heartbeat(() => this.look());
  private readonly watch: DirectoryWatch;
  private policy: Policy | undefined;
  /** The text that was judged last, good or not. */
  private seen: string | undefined;
  private trouble: string | undefined;
  private ended: readonly string[] = [];

  constructor(options: PolicyFileOptions) {
    this.options = options;
    this.watch = new DirectoryWatch(dirname(options.path), () => void this.heartbeat.beat());
  }

  /** Rejects with `UnusableOptions`, and all that is wrong, where there is no valid policy to begin with. */
  async start(): Promise<Policy> {
    await this.heartbeat.beat();
    if (this.policy !== undefined) return this.policy;
    await this.stop();
    throw new UnusableOptions(`--policy-file ${this.trouble}`);
  }

  /** Looks now instead of at the next tick. */
  refresh(): Promise<void> {
    return this.heartbeat.beat();
  }

  /** For `/readyz?verbose`. A policy that cannot be used is no reason to answer nothing: the one before is enforced. */
  describe(): string {
    const { path } = this.options;
    if (this.trouble !== undefined)
      return `the version before is enforced, because ${this.trouble.replace('\n', ' ').replaceAll('\n', '; ')}`;
    const ended = this.ended.length === 0 ? '' : `; exemptions that have ended: ${this.ended.join(', ')}`;
    return `${path} is enforced${ended}`;
  }

  stop(): Promise<void> {
    this.watch.disarm();
    return this.heartbeat.stop();
  }

  private async look(): Promise<number> {
    // Before reading, so that no change falls between.
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
    this.trouble = undefined;
    meter.read('loaded');
    logger.info('Loaded policy', {
      file: path,
      preset: read.policy.preset ?? 'recommended',
      exemptions: read.policy.exemptions?.length ?? 0,
    });
    if (!isFirst) this.onChange(this.policy);
  }

  /** Said once each time it changes; the metric and `/readyz` go on saying it. */
  private reject(trouble: string): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    if (this.policy === undefined) return;
    this.options.logger.warn('Policy is invalid', {
      file: this.options.path,
      trouble,
    });
  }

  private measure(): void {
    const { meter, nowMs, logger } = this.options;
    const exemptions = this.policy?.enforcement.exemptions ?? [];
    const ended = exemptions.filter(({ expiresMs }) => expiresMs <= nowMs()).map(({ name }) => name);
    for (const name of ended)
      if (!this.ended.includes(name)) logger.warn('Exemption expired', { exemption: name });
    this.ended = ended;
    meter.standing({
      isCurrent: this.trouble === undefined,
      active: exemptions.length - ended.length,
      ended: ended.length,
    });
  }
}
