import type { Readable } from 'node:stream';
import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../model/json.ts';

/** How far a watch has come. */
export type ProgressEvent =
  | { readonly kind: 'changed' | 'deleted'; readonly object: JsonObject; readonly resourceVersion: string }
  | { readonly kind: 'bookmark'; readonly resourceVersion: string };

/** One line of a watch. `expired`: the version asked for is too old, and everything has to be listed anew. */
export type WatchEvent =
  | ProgressEvent
  | { readonly kind: 'expired' }
  | { readonly kind: 'refused'; readonly reason: string };

const changes: ReadonlyMap<unknown, 'changed' | 'deleted'> = new Map([
  ['ADDED', 'changed'],
  ['MODIFIED', 'changed'],
  ['DELETED', 'deleted'],
]);

/**
 * The events of a watch as they come. Ends with the stream and rejects as it does; the stream is destroyed when nobody reads on.
 * A line that is no event is told as a refusal; one that was cut off is none at all, because the next watch brings it whole.
 */
export async function* readWatchEvents(stream: Readable): AsyncGenerator<WatchEvent> {
  let rest = '';
  // Not `readline`: it does not tell that a stream failed, and leaves it open.
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield toWatchEvent(line);
  }
}

const noEvent: WatchEvent = { kind: 'refused', reason: 'the watch sent something that is no event' };

function toWatchEvent(line: string): WatchEvent {
  const event = parse(line);
  const type = fieldOf(event, 'type');
  const object = fieldOf(event, 'object');
  if (!isJsonObject(object)) return noEvent;
  if (type === 'ERROR') return toFailure(object);
  const resourceVersion = String(valueAt(object, ['metadata', 'resourceVersion']) ?? '');
  if (type === 'BOOKMARK') return { kind: 'bookmark', resourceVersion };
  const kind = changes.get(type);
  return kind === undefined ? noEvent : { kind, object, resourceVersion };
}

/** A watch fails in its stream, after it was answered with 200. */
function toFailure(status: JsonObject): WatchEvent {
  if (status.code === 410 || status.reason === 'Expired' || status.reason === 'Gone')
    return { kind: 'expired' };
  return {
    kind: 'refused',
    reason: typeof status.message === 'string' ? status.message : 'the watch failed without a reason',
  };
}

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
