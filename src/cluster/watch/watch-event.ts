import type { Readable } from 'node:stream';
import { fieldOf, isJsonObject, type JsonObject, parseJson, valueAt } from '../../model/json.ts';

/** An event that advances the resource version. */
export type ProgressEvent =
  | { readonly kind: 'changed' | 'deleted'; readonly object: JsonObject; readonly resourceVersion: string }
  | { readonly kind: 'bookmark'; readonly resourceVersion: string };

/** One line of a watch. `expired`: the requested version is too old and a new list is required. */
export type WatchEvent =
  | ProgressEvent
  | { readonly kind: 'expired' }
  | { readonly kind: 'error'; readonly reason: string };

const changes: ReadonlyMap<unknown, 'changed' | 'deleted'> = new Map([
  ['ADDED', 'changed'],
  ['MODIFIED', 'changed'],
  ['DELETED', 'deleted'],
]);

/**
 * The events of a watch as they arrive. Ends or rejects with the stream, and destroys it when the consumer
 * stops reading. An invalid line is an error event, because a lost event would leave a wrong state. An
 * incomplete last line is ignored, because the next watch sends the event again.
 */
export async function* readWatchEvents(stream: Readable): AsyncGenerator<WatchEvent> {
  let rest = '';
  // `readline` is not used, because it hides a failure of the stream and leaves it open.
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield toWatchEvent(line);
  }
}

const invalidLine: WatchEvent = { kind: 'error', reason: 'the watch sent a line that is not an event' };

function toWatchEvent(line: string): WatchEvent {
  const event = parseJson(line);
  const type = fieldOf(event, 'type');
  const object = fieldOf(event, 'object');
  if (!isJsonObject(object)) return invalidLine;
  if (type === 'ERROR') return toFailure(object);
  const resourceVersion = String(valueAt(object, ['metadata', 'resourceVersion']) ?? '');
  if (type === 'BOOKMARK') return { kind: 'bookmark', resourceVersion };
  const kind = changes.get(type);
  return kind === undefined ? invalidLine : { kind, object, resourceVersion };
}

/** A watch can fail in its stream after status 200. */
function toFailure(status: JsonObject): WatchEvent {
  if (status.code === 410 || status.reason === 'Expired' || status.reason === 'Gone')
    return { kind: 'expired' };
  const { message } = status;
  return {
    kind: 'error',
    reason: typeof message === 'string' ? message : 'the watch failed without a reason',
  };
}
