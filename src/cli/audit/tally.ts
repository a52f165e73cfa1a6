import type { AuditRecord } from '../../audit/record.ts';

/** What a log says in numbers. */
export interface AuditTally {
  readonly decisions: number;
  readonly dryRuns: number;
  /** Answered by a setting and not as judged: too late, not recorded in time, or for a fault of our own. */
  readonly failures: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly durationMs: { readonly mean: number; readonly most: number };
  /** Per value, the most frequent first. */
  readonly verdicts: Counts;
  readonly operations: Counts;
  readonly kinds: Counts;
  readonly rules: Counts;
  readonly users: Counts;
}

export type Counts = readonly { readonly value: string; readonly count: number }[];

/** Users may be many; beyond so many different ones the rest is counted together. */
const mostDifferent = 10_000;
const rest = '(others)';

/** Counts as records go by, in memory that does not grow with the log. */
export class Tally {
  private decisions = 0;
  private dryRuns = 0;
  private failures = 0;
  private first: string | null = null;
  private last: string | null = null;
  private sumMs = 0;
  private mostMs = 0;
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
    this.mostMs = Math.max(this.mostMs, durationMs);
    increase(this.counts.verdicts, verdict);
    increase(this.counts.operations, operation);
    increase(this.counts.kinds, kind);
    increase(this.counts.users, user.name);
    // A rule that has ten things to say about an object has refused it once.
    for (const id of new Set(rules.map((rule) => rule.id))) increase(this.counts.rules, id);
  }

  result(): AuditTally {
    const { decisions, dryRuns, failures, first, last, mostMs, counts } = this;
    const mean = decisions === 0 ? 0 : Math.round((this.sumMs / decisions) * 1000) / 1000;
    return {
      decisions,
      dryRuns,
      failures,
      first,
      last,
      durationMs: { mean, most: mostMs },
      verdicts: toCounts(counts.verdicts),
      operations: toCounts(counts.operations),
      kinds: toCounts(counts.kinds),
      rules: toCounts(counts.rules),
      users: toCounts(counts.users),
    };
  }
}

function increase(counts: Map<string, number>, value: string): void {
  const key = counts.has(value) || counts.size < mostDifferent ? value : rest;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function toCounts(counts: ReadonlyMap<string, number>): Counts {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
