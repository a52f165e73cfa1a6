import type { IncomingMessage } from 'node:http';
import type { Deadline } from '../webhook/ports.ts';

/** The connection is closed if a client sends more after its body was found too large or late. */
const maxDiscardedBytes = 64 * 1024 * 1024;

export interface Body {
  /**
   * - `late`: the deadline passed before the end of the body; `bytes` is its beginning.
   * - `too-large`: the body was read to its end and discarded.
   * - `aborted`: the client closed the connection.
   */
  readonly outcome: 'read' | 'late' | 'too-large' | 'aborted';
  readonly bytes: Uint8Array;
}

const noBytes = new Uint8Array();

/**
 * Reads the body of a request into memory until the deadline. The rest of a late or too large body is
 * read and discarded: closing the connection while the client still writes would lose the response. Never
 * rejects.
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, deadline }: { readonly maxBytes: number; readonly deadline: Deadline },
): Promise<Body> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let isDone = false;
    const finish = (outcome: Body['outcome'], bytes: Uint8Array = noBytes) => {
      isDone = true;
      cancel();
      chunks = [];
      resolve({ outcome, bytes });
    };
    const cancel = deadline.whenPast(() => finish('late', Buffer.concat(chunks)));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) chunks = [];
      else if (!isDone) chunks.push(chunk);
      if (size > maxDiscardedBytes) request.destroy();
    });
    request.on('end', () =>
      size > maxBytes
        ? finish('too-large')
        : finish('read', chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', () => finish('aborted'));
    request.on('close', () => finish('aborted'));
  });
}
