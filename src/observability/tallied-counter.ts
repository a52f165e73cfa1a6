import { Counter, type Registry } from 'prom-client';

/** Counts for one series; reading hands it on. */
export interface Tally {
  count: number;
}

/**
 * A counter that is counted in plain numbers, and handed to prom-client when somebody reads: prom-client makes a key of the labels at every
 * step, and that takes longer than a decision that is looked up.
 */
export class TalliedCounter<Label extends string> {
  readonly #counter: Counter<Label>;
  readonly #handOn: (() => void)[] = [];

  constructor(name: string, help: string, labelNames: Label[], registers: Registry[]) {
    const handOn = this.#handOn;
    this.#counter = new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const series of handOn) series();
      },
    });
  }

  /** A series, which exists from now on. To be asked for once. */
  series(...labels: string[]): Tally {
    const series = this.#counter.labels(...labels);
    series.inc(0);
    const tally = { count: 0 };
    this.#handOn.push(() => {
      series.inc(tally.count);
      tally.count = 0;
    });
    return tally;
  }
}
