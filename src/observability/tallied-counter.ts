import { Counter, type Registry } from 'prom-client';
import { configurationOf, type MetricDefinition } from './metric-definitions.ts';

/** The count of one series since the last scrape. */
export interface Tally {
  count: number;
}

/**
 * Counts in plain numbers and updates prom-client at each scrape, because prom-client creates a string key of
 * the labels at every increment.
 */
export class TalliedCounter {
  readonly #counter: Counter<string>;
  readonly #flush: (() => void)[] = [];

  constructor(definition: MetricDefinition, registers: Registry[]) {
    const flush = this.#flush;
    this.#counter = new Counter({
      ...configurationOf(definition, registers),
      collect() {
        for (const series of flush) series();
      },
    });
  }

  /** Creates a series with value 0; call it once per series. */
  series(...labels: string[]): Tally {
    const series = this.#counter.labels(...labels);
    series.inc(0);
    const tally = { count: 0 };
    this.#flush.push(() => {
      series.inc(tally.count);
      tally.count = 0;
    });
    return tally;
  }
}
