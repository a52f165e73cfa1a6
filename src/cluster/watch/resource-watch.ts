import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../admission/ports.ts';
import type { ApiConnection } from '../client.ts';
import { refusal } from '../refusal.ts';
import { listResource, withQuery } from './list-resource.ts';
import type { ResourceSink, WatchMeter, WatchRestart, WatchStanding, WatchTiming } from './ports.ts';
import { readWatchEvents } from './watch-event.ts';

export interface ResourceWatchParts {
  /** Plural name: for logs, metrics and reasons. */
  readonly resource: string;
  /** `/apis/config.openshift.io/v1/images`, with its selectors. */
  readonly path: string;
  readonly api: Pick<ApiConnection, 'call' | 'open'>;
  readonly sink: ResourceSink;
  readonly meter: WatchMeter;
  readonly logger: Logger;
  readonly timing: WatchTiming;
  readonly nowMs: () => number;
}

/**
 * Lists a resource and follows it. Whatever ends a watch is answered by the next one, from the last version seen; where that
 * version is too old or the watch cannot be had, everything is listed anew.
 */
export class ResourceWatch {
  readonly resource: string;
  #standing: WatchStanding = { kind: 'starting' };
  #lastContactMs: number | undefined;
  #retryMs: number;
  readonly #parts: ResourceWatchParts;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: ResourceWatchParts) {
    this.resource = parts.resource;
    this.#parts = parts;
    this.#retryMs = parts.timing.firstRetryMs;
  }

  get standing(): WatchStanding {
    return this.#standing;
  }

  /** When the API server was last heard, on the wall clock; undefined before the first complete list. */
  get lastContactMs(): number | undefined {
    return this.#lastContactMs;
  }

  start(): void {
    this.#parts.meter.standing(this.resource, 'starting');
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  get #isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const version = await this.#list();
        if (version === undefined) await this.#wait(this.#parts.timing.absentMs);
        else await this.#follow(version);
      } catch (error) {
        if (this.#isStopped) return;
        this.#fail(error);
        await this.#wait(this.#nextRetryMs());
      }
    }
  }

  /** The version that the list is of; undefined where the resource is absent. */
  async #list(): Promise<string | undefined> {
    const { api, path, sink } = this.#parts;
    const listing = await listResource(api.call, path);
    sink.replace(listing.kind === 'absent' ? [] : listing.objects);
    this.#heard();
    this.#stand({ kind: listing.kind === 'absent' ? 'absent' : 'current' });
    return listing.kind === 'absent' ? undefined : listing.resourceVersion;
  }

  /** Watches from one version on, watch after watch, until everything has to be listed anew. */
  async #follow(from: string): Promise<void> {
    for (let version: string | undefined = from; version !== undefined && !this.#isStopped; ) version = await this.#watchOnce(version);
  }

  /** The version to go on from; undefined where it is too old. Rejects where the API server refuses or cannot be reached. */
  async #watchOnce(from: string): Promise<string | undefined> {
    const { api, timing, path, meter } = this.#parts;
    const query = { watch: '1', allowWatchBookmarks: 'true', resourceVersion: from, timeoutSeconds: String(timing.watchSeconds) };
    const call = { method: 'GET', path: withQuery(path, query) } as const;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), timing.silenceMs).unref();
    const signal = AbortSignal.any([this.#stopped.signal, silence.signal]);
    let version = from;
    let hasEvents = false;
    try {
      const stream = await api.open(call, signal);
      if (stream.statusCode === 410) return this.#restart('expired');
      if (stream.statusCode !== 200) {
        stream.destroy();
        throw refusal(call, { status: stream.statusCode ?? 0, body: undefined });
      }
      this.#stand({ kind: 'current' });
      for await (const event of readWatchEvents(stream)) {
        timer.refresh();
        if (event.kind === 'expired') return this.#restart('expired');
        if (event.kind === 'refused') throw new Error(event.reason);
        if (event.resourceVersion !== '') version = event.resourceVersion;
        hasEvents = true;
        this.#heard();
        if (event.kind === 'bookmark') continue;
        meter.event(this.resource);
        if (event.kind === 'deleted') this.#parts.sink.remove(event.object);
        else this.#parts.sink.apply(event.object);
      }
      this.#restart('closed');
      // A server that closes at once would be asked without end.
      if (!hasEvents) await this.#wait(timing.firstRetryMs);
    } catch (error) {
      if (this.#isStopped) return version;
      if (!silence.signal.aborted && !isCutOff(error)) throw error;
      this.#restart(silence.signal.aborted ? 'silent' : 'closed');
      if (!hasEvents) await this.#wait(timing.firstRetryMs);
    } finally {
      clearTimeout(timer);
    }
    return version;
  }

  #restart(why: WatchRestart): undefined {
    this.#parts.meter.restart(this.resource, why);
    this.#parts.logger.debug('watch ended', { resource: this.resource, why });
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#parts.meter.restart(this.resource, 'failed');
    if (this.#standing.kind !== 'failed' || this.#standing.reason !== reason)
      this.#parts.logger.warn('cluster cannot be watched', { resource: this.resource, reason });
    this.#stand({ kind: 'failed', reason });
  }

  #stand(standing: WatchStanding): void {
    if (this.#standing.kind === 'failed' && standing.kind !== 'failed')
      this.#parts.logger.info('cluster is watched again', { resource: this.resource });
    this.#standing = standing;
    this.#parts.meter.standing(this.resource, standing.kind);
  }

  #heard(): void {
    this.#lastContactMs = this.#parts.nowMs();
    this.#retryMs = this.#parts.timing.firstRetryMs;
  }

  #nextRetryMs(): number {
    const wait = this.#retryMs;
    this.#retryMs = Math.min(wait * 2, this.#parts.timing.longestRetryMs);
    // Replicas that lost the same API server should not come back in one wave.
    return wait * (0.75 + Math.random() / 2);
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => {});
  }
}

/** The connection was there and ended in the middle: the watch goes on from where it was. */
function isCutOff(error: unknown): boolean {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
