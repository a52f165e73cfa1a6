import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../webhook/ports.ts';
import { type ApiCall, type ApiConnection, asJson } from '../api-connection.ts';
import { refusal } from '../refusal.ts';
import { listResource, withQuery } from './list-resource.ts';
import { metadataOnly } from './metadata-only.ts';
import type { ResourceSink, WatchMeter, WatchRestart, WatchStanding, WatchTiming } from './ports.ts';
import { type ProgressEvent, readWatchEvents } from './watch-event.ts';

export interface ResourceWatchParts {
  /** Plural name: for logs, metrics and reasons. */
  readonly resource: string;
  /** `/apis/config.openshift.io/v1/images`, with its selectors. */
  readonly path: string;
  /** Of each object only its metadata: the rest may be long, and says nothing that is asked. Default: all of it. */
  readonly parts?: 'metadata';
  readonly api: Pick<ApiConnection, 'call' | 'open'>;
  readonly sink: ResourceSink;
  readonly meter: WatchMeter;
  readonly logger: Logger;
  readonly timing: WatchTiming;
  readonly nowMs: () => number;
}

interface WatchEnd {
  readonly why: WatchRestart;
  /** Undefined where everything has to be listed anew. */
  readonly goOnFrom: string | undefined;
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
    const { api, path, parts, sink } = this.#parts;
    const wanted = parts === 'metadata' ? { accept: metadataOnly.list } : {};
    const listing = await listResource((call) => api.call(call, this.#stopped.signal), path, wanted);
    if (this.#isStopped) return;
    sink.replace(listing.kind === 'absent' ? [] : listing.objects);
    this.#heard();
    if (listing.kind === 'listed') return listing.resourceVersion;
    this.#stand({ kind: 'absent' });
    return;
  }

  /** Watches from one version on, watch after watch, until everything has to be listed anew. */
  async #follow(from: string): Promise<void> {
    for (let version: string | undefined = from; version !== undefined && !this.#isStopped; ) {
      const { why, goOnFrom }: WatchEnd = await this.#watchOnce(version);
      if (this.#isStopped) return;
      this.#parts.meter.restart(this.resource, why);
      this.#parts.logger.debug('watch ended', { resource: this.resource, why });
      // A server that ends every watch at once would be asked without end.
      await this.#wait(this.#nextRetryMs());
      version = goOnFrom;
    }
  }

  /** Rejects where the API server refuses, or cannot be reached. */
  async #watchOnce(from: string): Promise<WatchEnd> {
    const { api, timing, path, parts } = this.#parts;
    const query = {
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: from,
      timeoutSeconds: String(timing.watchSeconds),
    };
    const wanted = parts === 'metadata' ? { accept: metadataOnly.watch } : {};
    const call = { method: 'GET', path: withQuery(path, query), ...wanted } as const;
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), timing.silenceMs).unref();
    let isOpen = false;
    // Nothing was heard on this watch: whether its version is still any good is not known, and a list tells.
    let goOnFrom: string | undefined;
    try {
      const stream = await api.open(call, AbortSignal.any([this.#stopped.signal, silence.signal]));
      if (stream.statusCode !== 200) return await whyNotOpened(call, stream);
      isOpen = true;
      this.#stand({ kind: 'current' });
      for await (const event of readWatchEvents(stream)) {
        timer.refresh();
        if (event.kind === 'expired') return { why: 'expired', goOnFrom: undefined };
        if (event.kind === 'refused') throw new Error(event.reason);
        this.#take(event);
        if (event.resourceVersion !== '') goOnFrom = event.resourceVersion;
      }
      return { why: 'closed', goOnFrom };
    } catch (error) {
      const isSilent = silence.signal.aborted;
      if (isSilent && !isOpen)
        throw new Error(
          `the API server did not answer the watch of ${path} within ${timing.silenceMs / 1000} s`,
        );
      if (isSilent) return { why: 'silent', goOnFrom };
      if (isOpen && isCutOff(error)) return { why: 'closed', goOnFrom };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #take(event: ProgressEvent): void {
    const { meter, sink, timing } = this.#parts;
    if (event.kind !== 'bookmark') meter.event(this.resource);
    if (event.kind === 'deleted') sink.remove(event.object);
    if (event.kind === 'changed') sink.apply(event.object);
    this.#heard();
    this.#retryMs = timing.firstRetryMs;
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

async function whyNotOpened(call: ApiCall, stream: IncomingMessage): Promise<WatchEnd> {
  const words = await text(stream);
  if (stream.statusCode === 410) return { why: 'expired', goOnFrom: undefined };
  throw refusal(call, { status: stream.statusCode ?? 0, body: asJson(words) });
}

/** The connection was there and ended in the middle: the watch goes on from where it was. */
function isCutOff(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
