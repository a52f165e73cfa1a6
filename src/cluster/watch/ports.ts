import type { JsonObject } from '../../model/json.ts';

/** Receives the objects of one resource. */
export interface ResourceSink {
  /** Replaces all objects; empty if the resource is absent. */
  replace(objects: readonly JsonObject[]): void;
  apply(object: JsonObject): void;
  remove(object: JsonObject): void;
}

/**
 * `absent`: the API server does not serve the resource, so no objects exist. `failed`: the data is not
 * current; known objects are retained and age.
 */
export type WatchState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'current' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

export type WatchRestart = 'closed' | 'silent' | 'expired' | 'failed';

/** Metrics of watches. `resource` is one of `watchedResources` and `watchedConfigurations`. */
export interface WatchMeter {
  /** `excluded`: an option excludes the resource, so it has no watch. */
  state(resource: string, state: WatchState['kind'] | 'excluded'): void;
  event(resource: string): void;
  restart(resource: string, reason: WatchRestart): void;
}

export interface WatchTiming {
  /** API servers send the headers of a watch at once. */
  readonly openMs: number;
  /**
   * API servers send a bookmark about once a minute; a connection that is silent for longer is considered
   * lost.
   */
  readonly silenceMs: number;
  /** The duration of one watch, enforced by the API server. */
  readonly watchSeconds: number;
  /** Interval of lists while a resource is absent. */
  readonly absentMs: number;
  /** Delays after failures: the first, and the longest. */
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
}

export const defaultTiming: WatchTiming = {
  openMs: 20_000,
  silenceMs: 150_000,
  watchSeconds: 540,
  absentMs: 15_000,
  firstRetryMs: 500,
  maxRetryMs: 10_000,
};
