import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../domain/json.ts';

/** One line of a watch. `expired`: the version asked for is too old, and everything has to be listed anew. */
export type WatchEvent =
  | { readonly kind: 'changed' | 'deleted'; readonly object: JsonObject; readonly resourceVersion: string }
  | { readonly kind: 'bookmark'; readonly resourceVersion: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'refused'; readonly reason: string };

/** The events of a watch as they come. Ends with the stream; a line that is no event is told as a refusal. */
export async function* readWatchEvents(stream: Readable): AsyncGenerator<WatchEvent> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line !== '') yield toWatchEvent(line);
}

function toWatchEvent(line: string): WatchEvent {
  const event = parse(line);
  const type = fieldOf(event, 'type');
  const object = fieldOf(event, 'object');
  if (!isJsonObject(object)) return { kind: 'refused', reason: 'the watch sent something that is no event' };
  if (type === 'ERROR') return toFailure(object);
  const resourceVersion = String(valueAt(object, ['metadata', 'resourceVersion']) ?? '');
  if (type === 'BOOKMARK') return { kind: 'bookmark', resourceVersion };
  return { kind: type === 'DELETED' ? 'deleted' : 'changed', object, resourceVersion };
}

/** A watch fails in its stream, after it was answered with 200. */
function toFailure(status: JsonObject): WatchEvent {
  if (status.code === 410 || status.reason === 'Expired' || status.reason === 'Gone') return { kind: 'expired' };
  return { kind: 'refused', reason: typeof status.message === 'string' ? status.message : 'the watch failed without a reason' };
}

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
