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
  private readonly checks: readonly ReadinessCheck[];

  constructor(phase: PhaseOfLife, checks: readonly ReadinessCheck[]) {
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
    return {
      isReady: results.every(({ ok }) => ok),
      lines: results.map(({ name, ok, reason }) => `${ok ? '[+]' : '[-]'}${name} ${ok ? 'ok' : 'failed'}: ${reason}`),
    };
  }
}
