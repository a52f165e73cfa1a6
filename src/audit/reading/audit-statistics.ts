import type { AuditRecord } from '../record.ts';

/** Numbers of decisions, by several properties. */
export interface AuditStatistics {
  readonly decisions: number;
  readonly dryRuns: number;
  /** Decisions by a failure setting: deadline, no record or internal error. */
  readonly failures: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly durationMs: { readonly mean: number; readonly max: number };
  /** Per value, most frequent first. */
  readonly verdicts: Counts;
  readonly operations: Counts;
  readonly kinds: Counts;
  readonly rules: Counts;
  readonly users: Counts;
}

export type Counts = readonly { readonly value: string; readonly count: number }[];

/** Limits memory for user names; further values share one counter. */
const maxValues = 10_000;
const rest = '(others)';

/** Counts records one by one, with constant memory. */
export class DecisionCounter {
  private decisions = 0;
  private dryRuns = 0;
  private failures = 0;
  private first: string | null = null;
  private last: string | null = null;
  private sumMs = 0;
  private maxMs = 0;
  private readonly counts = {
    verdicts: new Map<string, number>(),
    operations: new Map<string, number>(),
    kinds: new Map<string, number>(),
    rules: new Map<string, number>(),
    users: new Map<string, number>(),
  };

  add({ time, verdict, operation, kind, rules, user, dryRun, failure, durationMs }: AuditRecord): void {
    this.decisions += 1;
    if (dryRun) this.dryRuns += 1;
    if (failure !== null) this.failures += 1;
    if (this.first === null || time < this.first) this.first = time;
    if (this.last === null || time > this.last) this.last = time;
    this.sumMs += durationMs;
    this.maxMs = Math.max(this.maxMs, durationMs);
    increase(this.counts.verdicts, verdict);
    increase(this.counts.operations, operation);
    increase(this.counts.kinds, kind);
    increase(this.counts.users, user.name);
    // Counts a rule once per decision, independent of the number of its findings.
    for (const id of new Set(rules.map((rule) => rule.id))) increase(this.counts.rules, id);
  }

  result(): AuditStatistics {
    const { decisions, dryRuns, failures, first, last, maxMs, counts } = this;
    const mean = decisions === 0 ? 0 : Math.round((this.sumMs / decisions) * 1000) / 1000;
    return {
      decisions,
      dryRuns,
      failures,
      first,
      last,
      durationMs: { mean, max: maxMs },
      verdicts: toCounts(counts.verdicts),
      operations: toCounts(counts.operations),
      kinds: toCounts(counts.kinds),
      rules: toCounts(counts.rules),
      users: toCounts(counts.users),
    };
  }
}

function increase(counts: Map<string, number>, value: string): void {
  const key = counts.has(value) || counts.size < maxValues ? value : rest;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function toCounts(counts: ReadonlyMap<string, number>): Counts {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
