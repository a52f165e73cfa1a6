import type { Logger } from '../webhook/ports.ts';
import type { PhaseOfLife } from './phase.ts';

/** What one check says now; the reason is for whoever looks, whether it passes or not. */
export interface CheckResult {
  readonly ok: boolean;
  readonly reason: string;
}

export interface ReadinessCheck {
  readonly name: string;
  /** Must be cheap and must not throw. */
  look(): CheckResult;
}

/** Whether requests should be sent here. */
export class Readiness {
  private readonly phase: PhaseOfLife;
  private readonly checks: readonly ReadinessCheck[];
  private readonly logger: Logger;
  /** Names of the checks that failed, as they were logged last; undefined before the first look. */
  private told: string | undefined;

  constructor(phase: PhaseOfLife, checks: readonly ReadinessCheck[], logger: Logger) {
    this.phase = phase;
    this.logger = logger;
    const shutdown: ReadinessCheck = {
      name: 'shutdown',
      look: () => ({
        ok: phase.current === 'serving',
        reason: phase.current === 'serving' ? 'not asked to stop' : `asked to stop, ${phase.current}`,
      }),
    };
    this.checks = [shutdown, ...checks];
  }

  /** `[+]certificate ok: serving until ...` a check. */
  look(): { readonly isReady: boolean; readonly lines: readonly string[] } {
    const results = this.checks.map(({ name, look }) => ({ name, ...look() }));
    if (this.phase.current === 'serving') this.tellChange(results.filter(({ ok }) => !ok));
    return {
      isReady: results.every(({ ok }) => ok),
      lines: results.map(
        ({ name, ok, reason }) => `${ok ? '[+]' : '[-]'}${name} ${ok ? 'ok' : 'failed'}: ${reason}`,
      ),
    };
  }

  /** In the log too, where the kubelet's probe shows a status and no reason. */
  private tellChange(failed: readonly { readonly name: string; readonly reason: string }[]): void {
    const names = failed.map(({ name }) => name).join();
    if (names === this.told) return;
    this.told = names;
    if (failed.length === 0) this.logger.info('ready');
    else
      this.logger.warn('not ready', {
        failed: Object.fromEntries(failed.map(({ name, reason }) => [name, reason])),
      });
  }
}
