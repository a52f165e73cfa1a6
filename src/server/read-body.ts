import type { IncomingMessage } from 'node:http';
import { isLargeBody } from '../webhook/large-body.ts';
import type { Deadline } from '../webhook/ports.ts';
import { BodyBuffer, PartCollector } from './body-buffer.ts';
import type { BodyPace } from './body-pace.ts';
import type { Intake, Ticket } from './intake.ts';

/** The connection is closed if a client sends more after its body was too large, late or shed. */
const maxDiscardedBytes = 64 * 1024 * 1024;
/** The fields before the objects: uid, kind, name and user with its groups. */
const maxHeadBytes = 64 * 1024;

export interface Body {
  /**
   * - `late`: the deadline passed before the end of the body; `bytes` is its beginning.
   * - `shed`: more requests arrived than the limits allow; `bytes` is the beginning of the body.
   * - `too-large`: the body was read to its end and discarded.
   * - `aborted`: the client closed the connection.
   */
  readonly outcome: 'read' | 'late' | 'shed' | 'too-large' | 'aborted';
  readonly bytes: Uint8Array;
  /** Returns the memory of the body; `bytes` must not be used afterwards. */
  release(): void;
}

export interface BodyLimits {
  readonly maxBytes: number;
  readonly deadline: Deadline;
  readonly intake: Intake;
  readonly ticket: Ticket;
  readonly pace: BodyPace;
}

const noBytes = new Uint8Array();

/**
 * Reads the body of a request into memory until the deadline. The rest of a late, shed or too large body is
 * read and discarded, because closing the connection while the client still writes would lose the response.
 * Large bodies are read at a common pace.
 * Never rejects.
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, deadline, intake, ticket, pace }: BodyLimits,
): Promise<Body> {
  return new Promise((resolve) => {
    const body = new BodyBuffer();
    let size = 0;
    const isLarge = isLargeBody(Number(request.headers['content-length']));
    const spend = pacer(request, pace);
    let isDone = false;
    const finish = (outcome: Body['outcome'], bytes: Uint8Array = noBytes) => {
      if (isDone) return;
      isDone = true;
      cancel();
      resolve({ outcome, bytes, release: () => body.release() });
      if (outcome !== 'read') body.release();
    };
    // A copy, because a view would keep the whole body in memory.
    const head = () => body.bytes().slice(0, maxHeadBytes);
    const cancel = deadline.whenPast(() => finish('late', head()));
    ticket.onDropped = (why) => finish(why, why === 'shed' ? head() : noBytes);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxDiscardedBytes) request.destroy();
      collector.count(chunk.length);
      if (isLarge || isLargeBody(size)) spend(chunk.length);
      if (isDone) return;
      if (size > maxBytes) return body.release();
      body.append(chunk);
      intake.grow(ticket, chunk.length);
    });
    request.on('end', () => (size > maxBytes ? finish('too-large') : finish('read', body.bytes())));
    request.on('error', () => finish('aborted'));
    request.on('close', () => finish('aborted'));
  });
}

const collector = new PartCollector();

/** Passes the parts of a body to the pace until the end of the body or of its connection. */
function pacer(request: IncomingMessage, pace: BodyPace): (bytes: number) => void {
  const { socket } = request;
  let isPaced = false;
  const end = () => {
    socket.off('close', end);
    pace.end(request);
  };
  return (bytes) => {
    pace.spend(request, bytes);
    if (isPaced) return;
    isPaced = true;
    // After the response, Node.js emits no `close` for a request whose body is incomplete.
    socket.once('close', end);
    request.once('end', end);
  };
}
