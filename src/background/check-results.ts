import { compareImportance } from '../policy/decide.ts';
import type { Finding } from '../policy/finding.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { Severity } from '../rules/finding.ts';

/** Limit; further results are only counted. */
export const maxResults = 500;

/** `skip`: the rule lacks a fact. `error`: the rule failed. */
export type ResultStatus = 'fail' | 'warn' | 'skip' | 'error';

export interface CheckResult {
  readonly status: ResultStatus;
  readonly finding: Finding;
}

/** Counts all findings of a check and retains the most important ones. */
export class CheckResults {
  readonly #findings: Record<Severity, number> = { deny: 0, warn: 0, audit: 0 };
  #notEvaluated = 0;
  #errored = 0;
  #results: readonly CheckResult[] = [];

  /** @param findings the findings of the outcome, after levels and exemptions */
  add({ status }: Outcome, findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    if (status === 'not-evaluated') this.#notEvaluated += 1;
    else if (status === 'errored') this.#errored += 1;
    else for (const { severity } of findings) this.#findings[severity] += 1;
    const added = findings.map((finding) => ({ status: statusOf(status, finding), finding }));
    this.#results = [...this.#results, ...added].sort(compareResults).slice(0, maxResults);
  }

  summarize() {
    return {
      findings: { ...this.#findings },
      notEvaluated: this.#notEvaluated,
      errored: this.#errored,
      results: this.#results,
    };
  }
}

function statusOf(status: Outcome['status'], { severity }: Finding): ResultStatus {
  if (status === 'not-evaluated') return 'skip';
  if (status === 'errored') return 'error';
  return severity === 'deny' ? 'fail' : 'warn';
}

const collator = new Intl.Collator('en', { numeric: true });

/** The same order in every replica, independent of the order in which watches received the objects. */
function compareResults({ finding: a }: CheckResult, { finding: b }: CheckResult): number {
  return (
    compareImportance(a, b) ||
    collator.compare(a.rule, b.rule) ||
    collator.compare(placeOf(a), placeOf(b)) ||
    collator.compare(a.message, b.message)
  );
}

function placeOf({ object, path }: Finding): string {
  return `${object?.kind ?? ''} ${object?.name ?? ''} ${path}`;
}
