import type { Logger } from '../webhook/ports.ts';

/** Read in every request; changes during shutdown. */
export interface ServerPhase {
  /**
   * - `serving`: normal operation.
   * - `draining`: not ready, but every request is handled; connections close after their response.
   * - `rejecting`: new requests get 503 with Retry-After; the API server retries them within its deadline.
   */
  current: 'serving' | 'draining' | 'rejecting';
}

interface CheckResult {
  readonly ok: boolean;
  /** A description of the current state, also if the check passes. */
  readonly reason: string;
}

export interface ReadinessCheck {
  readonly name: string;
  /** Must be cheap and must not throw. */
  check(): CheckResult;
}

/** Whether this replica should receive requests. */
export class Readiness {
  private readonly phase: ServerPhase;
  private readonly checks: readonly ReadinessCheck[];
  private readonly logger: Logger;
  /** Names of the failed checks in the last log message; undefined before the first one. */
  private logged: string | undefined;

  constructor(phase: ServerPhase, checks: readonly ReadinessCheck[], logger: Logger) {
    this.phase = phase;
    this.logger = logger;
    const shutdown: ReadinessCheck = {
      name: 'shutdown',
      check: () => ({
        ok: phase.current === 'serving',
        reason: phase.current === 'serving' ? 'serving' : `shutting down, ${phase.current}`,
      }),
    };
    this.checks = [shutdown, ...checks];
  }

  /** One line per check: `[+]certificate ok: valid until ...`. */
  check(): { readonly isReady: boolean; readonly lines: readonly string[] } {
    const results = this.checks.map(({ name, check }) => ({ name, ...check() }));
    if (this.phase.current === 'serving') this.logChange(results.filter(({ ok }) => !ok));
    return {
      isReady: results.every(({ ok }) => ok),
      lines: results.map(
        ({ name, ok, reason }) => `${ok ? '[+]' : '[-]'}${name} ${ok ? 'ok' : 'failed'}: ${reason}`,
      ),
    };
  }

  /** Logged, because the kubelet's events show the status of a failed probe, but not its reasons. */
  private logChange(failed: readonly { readonly name: string; readonly reason: string }[]): void {
    const names = failed.map(({ name }) => name).join();
    if (names === this.logged) return;
    this.logged = names;
    if (failed.length === 0) this.logger.info('Became ready');
    else
      this.logger.warn('Became not ready', {
        failed: Object.fromEntries(failed.map(({ name, reason }) => [name, reason])),
      });
  }
}
