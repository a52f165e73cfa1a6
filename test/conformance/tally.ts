import type { Difference } from './compare.ts';

const maxShown = 10;

/** Counts vectors and keeps only the first differences, so the report of a large run stays short. */
export class Tally {
  passed = 0;
  failed = 0;
  readonly #shown: string[] = [];

  add(name: string, differences: readonly Difference[]): void {
    if (differences.length === 0) {
      this.passed++;
      return;
    }
    this.failed++;
    if (this.#shown.length < maxShown) this.#shown.push(describe(name, differences));
  }

  /** The first differences, and a last line with the counts. */
  report(): string {
    const rest = this.failed - this.#shown.length;
    const more = rest > 0 ? [`... and ${rest} more`] : [];
    return [...this.#shown, ...more, `${this.passed} passed, ${this.failed} failed`]
      .map((line) => `${line}\n`)
      .join('');
  }
}

function describe(name: string, differences: readonly Difference[]): string {
  const lines = differences.map(
    ({ field, expected, actual }) => `  ${field}\n    expected ${expected}\n    but was  ${actual}`,
  );
  return [name, ...lines].join('\n');
}
