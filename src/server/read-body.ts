import type { IncomingMessage } from 'node:http';
import type { Deadline } from '../webhook/ports.ts';
import { inNextTurn } from './next-turn.ts';

/** Beyond this a sender is not listening for an answer any more. */
const mostDiscardedBytes = 64 * 1024 * 1024;

export type Body =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array }
  | { readonly outcome: 'too-large' }
  /** What has come until the deadline. */
  | { readonly outcome: 'late'; readonly bytes: Uint8Array }
  /** The client went away; nobody is left to be answered. */
  | { readonly outcome: 'aborted' };

/**
 * Reads a request's body into memory, for as long as its deadline allows. One that is too large is read to its end all the same, and
 * thrown away, and so is what comes too late: an answer sent while the client still writes is lost in the reset of the connection,
 * where that is closed.
 *
 * @param done called exactly once
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, deadline }: { readonly maxBytes: number; readonly deadline: Deadline },
  done: (body: Body) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const finish = (body: Body) => {
    if (isDone) return;
    isDone = true;
    forgetDeadline();
    done(body);
  };
  let forgetDeadline = () => {};
  // Nearly every body comes along with its head, and needs no timer: that would take longer than reading it.
  inNextTurn(() => {
    if (isDone) return;
    forgetDeadline = deadline.whenPast(() => {
      const bytes = Buffer.concat(chunks);
      chunks.length = 0;
      finish({ outcome: 'late', bytes });
    });
  });
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (isDone) chunks.length = 0;
    else if (size <= maxBytes) chunks.push(chunk);
    else {
      chunks.length = 0;
      if (size > mostDiscardedBytes) request.destroy();
    }
  });
  request.on('end', () => {
    if (size > maxBytes) return finish({ outcome: 'too-large' });
    const [first = Buffer.alloc(0)] = chunks;
    finish({ outcome: 'read', bytes: chunks.length <= 1 ? first : Buffer.concat(chunks, size) });
  });
  request.on('error', () => finish({ outcome: 'aborted' }));
  request.on('close', () => finish({ outcome: 'aborted' }));
}
