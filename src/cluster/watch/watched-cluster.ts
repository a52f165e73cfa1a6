import type { FactName, FactSheet, Facts } from '../../model/facts.ts';
import { prepareFacts } from '../../model/index/prepare-facts.ts';
import type { FactSnapshot, FactSource, Logger } from '../../webhook/ports.ts';
import type { ApiConnection } from '../api-connection.ts';
import { type Collector, type Collectors, createCollectors } from './collectors.ts';
import { FactCollector } from './fact-collector.ts';
import { usualTiming, type WatchMeter, type WatchTiming } from './ports.ts';
import { ResourceWatch } from './resource-watch.ts';

export interface WatchedClusterOptions {
  readonly api: ApiConnection;
  readonly logger: Logger;
  readonly meter: WatchMeter;
  /** Older facts count as not known: a rule that needs them is then not evaluated. */
  readonly longestAgeMs: number;
  readonly nowMs?: () => number;
  readonly timing?: WatchTiming;
}

interface Watched {
  readonly collector: Collector;
  readonly watch: ResourceWatch;
}

/** The facts of a real cluster, kept current by watches. Asking for them costs nothing, and asks nobody. */
export class WatchedCluster implements FactSource {
  readonly #collectors: Collectors;
  readonly #watched: readonly Watched[];
  /** Those that decisions wait for. */
  readonly #required: readonly Watched[];
  readonly #longestAgeMs: number;
  readonly #nowMs: () => number;
  /** Tells the versions of this process from those of others. */
  readonly #origin: string;
  #sheetsMade = 0;
  #sheet: { readonly facts: FactSheet; readonly missing: string; readonly version: string } | undefined;

  constructor({
    api,
    logger,
    meter,
    longestAgeMs,
    nowMs = Date.now,
    timing = usualTiming,
  }: WatchedClusterOptions) {
    this.#longestAgeMs = longestAgeMs;
    this.#nowMs = nowMs;
    this.#origin = nowMs().toString(36);
    this.#collectors = createCollectors(() => {
      this.#sheet = undefined;
    });
    this.#watched = this.#collectors.all.map((collector) => {
      const { isRequired, gives, ...watched } = collector;
      return { collector, watch: new ResourceWatch({ ...watched, api, meter, logger, timing, nowMs }) };
    });
    this.#required = this.#watched.filter(({ collector }) => collector.isRequired);
  }

  start(): void {
    for (const { watch } of this.#watched) watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watched.map(({ watch }) => watch.stop()));
  }

  /** As old as the oldest of what decisions wait for. */
  snapshot(): FactSnapshot {
    const takenAtMs = Math.min(...this.#required.map(({ watch }) => watch.lastContactMs ?? 0));
    const missing = this.#missing();
    // The reasons are made anew only where they differ: a request must not pay for them.
    const key = JSON.stringify(missing);
    if (this.#sheet?.missing !== key) {
      this.#sheet = {
        facts: this.#toSheet(missing),
        missing: key,
        version: `${this.#origin}-${++this.#sheetsMade}`,
      };
      // Readiness asks for the facts too: it is the one to wait for the index, before there are requests.
      prepareFacts(this.#sheet.facts);
    }
    return { facts: this.#sheet.facts, takenAtMs, version: this.#sheet.version };
  }

  /**
   * Ready once everything that decisions wait for was listed, or is known to be absent. An outage afterwards leaves the replica
   * ready: what was known stays known until it is too old, and then the rules say that they do not know.
   */
  look(): { readonly ok: boolean; readonly reason: string } {
    const waiting = this.#required.filter(({ watch }) => watch.lastContactMs === undefined);
    const remarks = this.#watched.flatMap(({ watch }) => {
      const remark = describe(watch);
      return remark === undefined ? [] : [remark];
    });
    const said = remarks.length === 0 ? '' : `; ${remarks.join('; ')}`;
    if (waiting.length > 0)
      return {
        ok: false,
        reason: `waiting for ${waiting.map(({ watch }) => watch.resource).join(', ')}${said}`,
      };
    const ageSeconds = Math.round((this.#nowMs() - this.snapshot().takenAtMs) / 1000);
    return {
      ok: true,
      reason: `${this.#watched.length} resources are watched, last heard ${ageSeconds} s ago${said}`,
    };
  }

  /** Why a resource is not known; undefined where it is. */
  #whyUnknown({ watch }: Watched): string | undefined {
    const { standing, lastContactMs } = watch;
    if (lastContactMs === undefined) {
      return `could not be read yet: ${watch.resource} ${standing.kind === 'failed' ? standing.reason : 'are being listed'}`;
    }
    // Only a watch that fails gets old: what is absent is looked for, and what is current is heard of every minute.
    const ageMs = this.#nowMs() - lastContactMs;
    if (ageMs <= this.#longestAgeMs) return undefined;
    const why = standing.kind === 'failed' ? standing.reason : 'the watch is silent';
    return `is ${Math.round(ageMs / 1000)} s old, which is too old to rely on (${watch.resource}: ${why})`;
  }

  #missing(): Partial<Record<FactName, string>> {
    const missing: Partial<Record<FactName, string>> = {};
    for (const watched of this.#watched) {
      const why = this.#whyUnknown(watched);
      const { gives, resource, sink } = watched.collector;
      for (const name of gives) {
        if (why !== undefined) missing[name] = why;
        else if (sink instanceof FactCollector && sink.values[name] === undefined)
          missing[name] = `is not known: the cluster has none (${resource})`;
      }
    }
    if (missing.imageConfig !== undefined) missing.nodes ??= missing.imageConfig;
    return missing;
  }

  #toSheet(missing: Partial<Record<FactName, string>>): FactSheet {
    const known: Partial<Record<FactName, unknown>> = {};
    for (const { names, values } of this.#collectors.facts) {
      for (const name of names)
        if (missing[name] === undefined && values[name] !== undefined) known[name] = values[name];
    }
    return {
      known: known as Partial<Facts>,
      missing,
      ...(missing.mirrorSets === undefined ? { cluster: this.#collectors.cluster } : {}),
    };
  }
}

/** What an admin should know of a watch; undefined where it is as it should be. */
function describe({ resource, standing }: ResourceWatch): string | undefined {
  if (standing.kind === 'failed') return `${resource}: ${standing.reason}`;
  if (standing.kind === 'absent') return `${resource}: this cluster has no such resource`;
  return undefined;
}
