import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../webhook/ports.ts';
import { type ApiConnection, ApiError } from '../api-connection.ts';
import { type ListApi, type ListedResource, listResource } from './list-resource.ts';
import type { ResourceSink, WatchMeter, WatchRestart, WatchState, WatchTiming } from './ports.ts';
import { type ProgressEvent, readWatchEvents } from './watch-event.ts';

export type WatchApi = ListApi & Pick<ApiConnection, 'open'>;

export interface ResourceWatchOptions {
  readonly resource: ListedResource;
  /** Requests only the metadata of objects. Default: false. */
  readonly metadataOnly?: boolean;
  readonly api: WatchApi;
  readonly sink: ResourceSink;
  readonly meter: WatchMeter;
  readonly logger: Logger;
  readonly timing: WatchTiming;
  /** Only differences are meaningful. Ages do not use the wall clock, because it can be adjusted. */
  readonly monotonicMs: () => number;
}

interface WatchEnd {
  readonly reason: WatchRestart;
  /** The version to watch from next; undefined if a new list is required. */
  readonly next: string | undefined;
}

const json = 'application/json';
/** Fallback in the header: API servers that cannot reduce objects to metadata send complete objects. */
export const metadataList = `${json};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,${json}`;
const metadataWatch = `${json};as=PartialObjectMetadata;g=meta.k8s.io;v=v1,${json}`;

/**
 * Lists a resource and watches it. After a watch ends, the next watch continues from the last seen version.
 * If this version is too old or the watch fails, the resource is listed again.
 * Replaces `Watch` and `ListWatch` of the Kubernetes client, which cannot request only metadata, skip invalid
 * lines and drop the error reason of the API server (ADR 3).
 */
export class ResourceWatch {
  readonly resource: string;
  #state: WatchState = { kind: 'starting' };
  #lastContactMs: number | undefined;
  #retryMs: number;
  readonly #options: ResourceWatchOptions;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ResourceWatchOptions) {
    this.resource = options.resource.resource;
    this.#options = options;
    this.#retryMs = options.timing.firstRetryMs;
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Monotonic time of the last message from the API server; undefined before the first complete list. */
  get lastContactMs(): number | undefined {
    return this.#lastContactMs;
  }

  start(): void {
    this.#options.meter.state(this.resource, 'starting');
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
        if (version === undefined) await this.#wait(this.#options.timing.absentMs);
        else await this.#watchFrom(version);
      } catch (error) {
        if (this.#isStopped) return;
        this.#fail(error);
        await this.#wait(this.#nextRetryMs());
      }
    }
  }

  /** Returns the version of the list; undefined if the resource is absent. */
  async #list(): Promise<string | undefined> {
    const { api, resource, metadataOnly, sink } = this.#options;
    const accept = metadataOnly === true ? { accept: metadataList } : {};
    const listing = await listResource(api, resource, { ...accept, signal: this.#stopped.signal });
    if (this.#isStopped) return;
    sink.replace(listing.kind === 'absent' ? [] : listing.objects);
    this.#recordContact();
    if (listing.kind === 'listed') return listing.resourceVersion;
    this.#setState({ kind: 'absent' });
    return;
  }

  /** Opens watches one after another until a new list is required. */
  async #watchFrom(first: string): Promise<void> {
    for (let version: string | undefined = first; version !== undefined && !this.#isStopped; ) {
      const { reason, next }: WatchEnd = await this.#watchOnce(version);
      if (this.#isStopped) return;
      this.#options.meter.restart(this.resource, reason);
      this.#options.logger.debug('Watch ended', { resource: this.resource, reason });
      // Wait even after a normal end, because a server can end every watch immediately.
      await this.#wait(this.#nextRetryMs());
      version = next;
    }
  }

  /** Rejects if the API server returns an error, or is unreachable. */
  async #watchOnce(version: string): Promise<WatchEnd> {
    const { openMs, silenceMs } = this.#options.timing;
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), openMs).unref();
    try {
      const stream = await this.#open(version, silence.signal);
      if (stream === 'expired') return { reason: 'expired', next: undefined };
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs).unref();
      return await this.#read(stream, timer, silence.signal);
    } catch (error) {
      if (silence.signal.aborted) throw this.#noResponse(openMs);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Rejects if the watch contains an error. */
  async #read(stream: IncomingMessage, timer: NodeJS.Timeout, silence: AbortSignal): Promise<WatchEnd> {
    // Without an event, the version may no longer be valid, so list again.
    let next: string | undefined;
    this.#setState({ kind: 'current' });
    try {
      for await (const event of readWatchEvents(stream)) {
        timer.refresh();
        if (event.kind === 'expired') return { reason: 'expired', next: undefined };
        if (event.kind === 'error') throw new Error(event.reason);
        this.#handle(event);
        if (event.resourceVersion !== '') next = event.resourceVersion;
      }
      return { reason: 'closed', next };
    } catch (error) {
      if (silence.aborted) return { reason: 'silent', next };
      if (isConnectionLost(error)) return { reason: 'closed', next };
      throw error;
    }
  }

  async #open(version: string, silence: AbortSignal): Promise<IncomingMessage | 'expired'> {
    const { api, timing, resource, metadataOnly } = this.#options;
    const query = new URLSearchParams({
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: version,
      timeoutSeconds: String(timing.watchSeconds),
    });
    const { path } = resource;
    const stream = await api.open(`${path}${path.includes('?') ? '&' : '?'}${query}`, {
      accept: metadataOnly === true ? metadataWatch : json,
      signal: AbortSignal.any([this.#stopped.signal, silence]),
    });
    const { statusCode: status = 0 } = stream;
    if (status === 200) return stream;
    const body = await text(stream);
    if (status === 410) return 'expired';
    throw new ApiError({ request: `GET ${pathOf(resource)}`, status, body });
  }

  #noResponse(openMs: number): Error {
    const path = pathOf(this.#options.resource);
    return new Error(`the API server did not respond to the watch of ${path} within ${openMs / 1000} s`);
  }

  #handle(event: ProgressEvent): void {
    const { meter, sink, timing } = this.#options;
    if (event.kind !== 'bookmark') meter.event(this.resource);
    if (event.kind === 'deleted') sink.remove(event.object);
    if (event.kind === 'changed') sink.apply(event.object);
    this.#recordContact();
    this.#retryMs = timing.firstRetryMs;
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.meter.restart(this.resource, 'failed');
    if (this.#state.kind !== 'failed' || this.#state.reason !== reason)
      this.#options.logger.warn('Watch failed', { resource: this.resource, reason });
    this.#setState({ kind: 'failed', reason });
  }

  #setState(state: WatchState): void {
    if (this.#state.kind === 'failed' && state.kind !== 'failed')
      this.#options.logger.info('Resumed watch', { resource: this.resource });
    this.#state = state;
    this.#options.meter.state(this.resource, state.kind);
  }

  #recordContact(): void {
    this.#lastContactMs = this.#options.monotonicMs();
  }

  #nextRetryMs(): number {
    const wait = this.#retryMs;
    this.#retryMs = Math.min(wait * 2, this.#options.timing.maxRetryMs);
    // Jitter: replicas that lose the same API server must not reconnect at the same time.
    return wait * (0.75 + Math.random() / 2);
  }

  async #wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => {});
  }
}

function pathOf({ path }: ListedResource): string | undefined {
  return path.split('?', 1)[0];
}

/** The watch was open before, so the next one can continue from the last version. */
function isConnectionLost(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
