import type { JsonObject } from '../../model/json.ts';

/** Where the objects of one resource go. */
export interface ResourceSink {
  /** These are all there are now; none, where the resource is absent. */
  replace(objects: readonly JsonObject[]): void;
  apply(object: JsonObject): void;
  remove(object: JsonObject): void;
}

/**
 * How a watch stands. `absent`: the API server knows no such resource, so there are no objects. `failed`: not current any more,
 * or not yet; what was known stays known, and gets older.
 */
export type WatchStanding =
  | { readonly kind: 'starting' }
  | { readonly kind: 'current' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

export type WatchRestart = 'closed' | 'silent' | 'expired' | 'failed';

/** How watches fare, for metrics. `resource` is of the closed set of what is watched. */
export interface WatchMeter {
  standing(resource: string, standing: WatchStanding['kind']): void;
  event(resource: string): void;
  restart(resource: string, why: WatchRestart): void;
}

export interface WatchTiming {
  /** API servers tell about once a minute how far a watch has come; a connection that is silent longer than this is taken for dead. */
  readonly silenceMs: number;
  /** How long the API server keeps one watch open. */
  readonly watchSeconds: number;
  /** How often to look whether an absent resource has come. */
  readonly absentMs: number;
  /** Pauses after failures: the first, and the longest. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

export const usualTiming: WatchTiming = {
  silenceMs: 150_000,
  watchSeconds: 540,
  absentMs: 15_000,
  firstRetryMs: 500,
  longestRetryMs: 30_000,
};
