import type { CheckedCluster, StoredMetadata } from '../../background/checked-cluster.ts';
import { type ClusterFacts, type FactName, type Facts, prepareModel } from '../../model/facts.ts';
import type { ObjectName } from '../../rules/finding.ts';
import type { FactSnapshot } from '../../webhook/decision.ts';
import type { AdmittedWrite, Logger } from '../../webhook/ports.ts';
import { type Collector, type Collectors, createCollectors } from './collectors.ts';
import { defaultTiming, type WatchMeter, type WatchTiming } from './ports.ts';
import { ResourceWatch, type WatchApi } from './resource-watch.ts';

export interface WatchedClusterOptions {
  readonly api: WatchApi;
  readonly logger: Logger;
  readonly meter: WatchMeter;
  /** Older facts are unknown, so rules that require them are not evaluated. */
  readonly maxAgeMs: number;
  /** Default: false. */
  readonly readsMachineConfigs?: boolean;
  readonly nowMs?: () => number;
  /** Like `Clock.monotonicMs`. */
  readonly monotonicMs?: () => number;
  readonly timing?: WatchTiming;
}

interface Watched {
  readonly collector: Collector;
  readonly watch: ResourceWatch;
}

/** Rules about them report nothing in the webhook; the CLI reads them from files. */
const neverRead = 'catalogsources and the pull secret: never read';

/** The facts of a running cluster, updated by watches. A snapshot sends no request. */
export class WatchedCluster implements CheckedCluster {
  /** Called after every change of the facts. */
  onChange: () => void = () => {};
  readonly #collectors: Collectors;
  readonly #watched: readonly Watched[];
  readonly #required: readonly Watched[];
  readonly #maxAgeMs: number;
  readonly #meter: WatchMeter;
  readonly #silenceMs: number;
  readonly #nowMs: () => number;
  readonly #monotonicMs: () => number;
  /** A prefix that distinguishes versions of this process from those of other processes. */
  readonly #origin: string;
  #snapshots = 0;
  #current: { readonly facts: ClusterFacts; readonly missing: string; readonly version: string } | undefined;

  constructor({
    api,
    logger,
    meter,
    maxAgeMs,
    readsMachineConfigs = false,
    nowMs = Date.now,
    monotonicMs = () => performance.now(),
    timing = defaultTiming,
  }: WatchedClusterOptions) {
    this.#maxAgeMs = maxAgeMs;
    this.#meter = meter;
    this.#silenceMs = timing.silenceMs;
    this.#nowMs = nowMs;
    this.#monotonicMs = monotonicMs;
    this.#origin = nowMs().toString(36);
    const onChange = () => {
      this.#current = undefined;
      this.onChange();
    };
    this.#collectors = createCollectors(onChange, { readsMachineConfigs });
    this.#watched = this.#collectors.all.map((collector) => {
      const { isRequired, gives, facts, ...watched } = collector;
      return { collector, watch: new ResourceWatch({ ...watched, api, meter, logger, timing, monotonicMs }) };
    });
    this.#required = this.#watched.filter(({ collector }) => collector.isRequired);
  }

  start(): void {
    for (const { resource } of this.#collectors.excluded) this.#meter.state(resource, 'excluded');
    for (const { watch } of this.#watched) watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#watched.map(({ watch }) => watch.stop()));
  }

  /** The age of a snapshot is the age of the oldest required resource. */
  snapshot(): FactSnapshot {
    const ageMs = this.#oldestAgeMs();
    // JSON has no infinite numbers, so a record cannot contain one.
    const takenAtMs = Number.isFinite(ageMs) ? this.#nowMs() - ageMs : 0;
    const missing = this.#missing();
    // Derive facts only after a change, because each request takes a snapshot.
    const key = JSON.stringify(missing);
    if (this.#current?.missing !== key) {
      this.#current = {
        facts: this.#factsWithout(missing),
        missing: key,
        version: `${this.#origin}-${++this.#snapshots}`,
      };
      // Build the index now: the readiness probe also takes snapshots, so the first request does not wait for
      // it.
      prepareModel(this.#current.facts);
    }
    const { facts, version } = this.#current;
    return { facts, takenAtMs, version, admitted: this.#admittedNames() };
  }

  admit({ kind, name, object, stored }: AdmittedWrite): () => void {
    return this.#collectors.admitted.get(kind)?.admit(name, object, stored) ?? (() => {});
  }

  metadataOf(object: ObjectName): StoredMetadata | undefined {
    return this.#collectors.metadataOf(object);
  }

  #admittedNames(): FactSnapshot['admitted'] {
    const names = [...this.#collectors.admitted].flatMap(([kind, writes]) =>
      writes.names.map((name) => ({ kind, name })),
    );
    return names.length === 0 ? undefined : names;
  }

  /** Infinity until every required resource was read. */
  #oldestAgeMs(): number {
    const contacts = this.#required.map(({ watch }) => watch.lastContactMs ?? Number.NEGATIVE_INFINITY);
    return Math.round(this.#monotonicMs() - Math.min(...contacts));
  }

  /**
   * Ready once every required resource was listed or is absent. A later outage does not affect readiness:
   * known facts are retained until they are too old, and rules that require them are then not evaluated.
   */
  check(): { readonly ok: boolean; readonly reason: string } {
    const waiting = this.#required.filter(({ watch }) => watch.lastContactMs === undefined);
    const problems = [
      ...this.#watched.flatMap(({ watch }) => describeProblem(watch) ?? []),
      ...this.#collectors.excluded.map(({ resource, reason }) => `${resource}: ${reason}`),
      neverRead,
    ];
    const suffix = problems.map((problem) => `; ${problem}`).join('');
    if (waiting.length > 0) {
      const names = waiting.map(({ watch }) => watch.resource).join(', ');
      return { ok: false, reason: `waiting for ${names}${suffix}` };
    }
    const ageSeconds = Math.round(this.#oldestAgeMs() / 1000);
    return {
      ok: true,
      reason: `watching ${this.#watched.length} resources, last contact ${ageSeconds} s ago${suffix}`,
    };
  }

  /** Why a resource is unknown; undefined if it is known. */
  #whyUnknown({ watch }: Watched): string | undefined {
    const { state, lastContactMs, resource } = watch;
    if (lastContactMs === undefined) {
      const reason = state.kind === 'failed' ? state.reason : 'waiting for the first list';
      return `could not be read yet (${resource}: ${reason})`;
    }
    // A watch that works receives a bookmark about once a minute, so its data is not old because of a short
    // limit. If it is silent for longer than a working one can be, its connection is lost.
    const maxMs = state.kind === 'failed' ? this.#maxAgeMs : Math.max(this.#maxAgeMs, this.#silenceMs);
    const ageMs = this.#monotonicMs() - lastContactMs;
    if (ageMs <= maxMs) return undefined;
    const reason = state.kind === 'failed' ? state.reason : 'the watch is silent';
    return `is ${Math.round(ageMs / 1000)} s old, which is too old to use (${resource}: ${reason})`;
  }

  #missing(): Partial<Record<FactName, string>> {
    const missing: Partial<Record<FactName, string>> = {};
    for (const watched of this.#watched) {
      const reason = this.#whyUnknown(watched);
      const { gives, resource, facts } = watched.collector;
      for (const name of gives) {
        if (reason !== undefined) missing[name] = reason;
        else if (facts !== undefined && name !== 'mirrorSets' && facts.values[name] === undefined)
          missing[name] = `is not known: the cluster has none (${resource.resource})`;
      }
    }
    for (const { gives, resource, reason } of this.#collectors.excluded)
      for (const name of gives) missing[name] = `is not known (${resource}: ${reason})`;
    return missing;
  }

  #factsWithout(missing: Partial<Record<FactName, string>>): ClusterFacts {
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

/** The problem of a watch for administrators; undefined if the watch is current. */
function describeProblem({ resource, state }: ResourceWatch): string | undefined {
  if (state.kind === 'failed') return `${resource}: ${state.reason}`;
  if (state.kind === 'absent') return `${resource}: the cluster does not have this resource`;
  return undefined;
}
