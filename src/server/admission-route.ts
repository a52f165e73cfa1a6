import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Stage } from '../webhook/decision.ts';
import type { Call, Clock, Deadline, FailurePolicy, Reply } from '../webhook/ports.ts';
import type { AdmissionQueue, Turn } from './admission-queue.ts';
import type { BodyPace } from './body-pace.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import { allowanceMs, deadlineAt } from './deadline.ts';
import type { Intake, Ticket } from './intake.ts';
import type { ServerLimits } from './limits.ts';
import { peerOf } from './peer.ts';
import { type Body, readBody } from './read-body.ts';
import type { ServerPhase } from './readiness.ts';
import { reject } from './rejection.ts';

export function tooLarge({ bodyBytes }: Pick<ServerLimits, 'bodyBytes'>): string {
  return `the request body exceeds ${bodyBytes} bytes, the limit for an AdmissionReview`;
}

/** The settings that the path of a request contains. */
export interface AdmissionEntry {
  readonly stage: Stage;
  readonly failurePolicy: FailurePolicy;
}

export interface AdmissionRouteParts {
  readonly handle: (call: Call) => Reply | Promise<Reply>;
  readonly phase: ServerPhase;
  readonly clock: Clock;
  readonly intake: Intake;
  readonly queue: AdmissionQueue;
  readonly connections: ConnectionLimit;
  readonly pace: BodyPace;
  readonly limits: ServerLimits;
  readonly onRejected: (status: number) => void;
}

/**
 * Reads the body and writes the response directly: a body parser and `res.json` would parse, copy and hash
 * them again.
 */
export function admissionRoute(entry: AdmissionEntry, parts: AdmissionRouteParts): RequestHandler {
  const { intake, connections } = parts;
  return async (request, response) => {
    const { socket } = request;
    const ticket = intake.open(socket.remoteAddress ?? '');
    connections.beginRequest(socket);
    response.on('close', () => {
      intake.abort(ticket);
      connections.endRequest(socket, { isValid: response.statusCode === 200 && response.writableEnded });
    });
    try {
      await serve({ request, response, ticket, entry }, parts);
    } finally {
      intake.close(ticket);
    }
  };
}

interface Exchange {
  readonly request: Request;
  readonly response: ServerResponse;
  readonly ticket: Ticket;
  readonly entry: AdmissionEntry;
}

async function serve({ request, response, ticket, entry }: Exchange, parts: AdmissionRouteParts) {
  const { clock, intake, limits, pace } = parts;
  // Starts when the request head arrives; the body can still be in transit.
  const deadline = deadlineAt(clock.monotonicMs() + allowanceMs(request.url), clock);
  const body = await readBody(request, { maxBytes: limits.bodyBytes, deadline, intake, ticket, pace });
  if (body.outcome === 'aborted') return;
  try {
    await handleBody({ request, response, ticket, entry }, body, deadline, parts);
  } finally {
    body.release();
  }
}

async function handleBody(
  { request, response, ticket, entry }: Exchange,
  body: Body,
  deadline: Deadline,
  { handle, phase, queue, limits, onRejected }: AdmissionRouteParts,
): Promise<void> {
  const rejection = rejectionOf(request, body, { phase, limits });
  if (rejection !== undefined) {
    onRejected(rejection.status);
    closeUnlessServing(response, phase);
    reject(response, rejection.status, rejection.problem, rejection.headers);
    return;
  }
  const call = { ...entry, body: body.bytes, deadline, peer: peerOf(request) };
  const reply = await (body.outcome === 'read'
    ? queue.enter(ticket, deadline, (turn) => handleInTurn(call, turn, handle))
    : handle({ ...call, failure: body.outcome === 'late' ? 'unread' : 'overload' }));
  if (reply === undefined) return;
  if (reply.status !== 200) onRejected(reply.status);
  closeUnlessServing(response, phase);
  const headers = {
    'Content-Type': reply.contentType,
    'Content-Length': Buffer.byteLength(reply.body),
    ...reply.headers,
  };
  response.writeHead(reply.status, headers).end(reply.body);
}

/** @returns undefined if the client disconnected */
function handleInTurn(call: Call, turn: Turn, handle: AdmissionRouteParts['handle']) {
  switch (turn) {
    case 'granted':
      return handle(call);
    case 'late':
      return handle({ ...call, failure: 'deadline' });
    case 'shed':
      return handle({ ...call, failure: 'overload' });
    case 'aborted':
      return undefined;
  }
}

/**
 * Checked when the response is written: a connection that stays open after the last response would delay the
 * shutdown.
 */
function closeUnlessServing(response: ServerResponse, phase: ServerPhase): void {
  if (phase.current !== 'serving') response.setHeader('Connection', 'close');
}

interface Rejection {
  readonly status: number;
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function rejectionOf(
  { headers }: IncomingMessage,
  { outcome }: Body,
  { phase, limits }: Pick<AdmissionRouteParts, 'phase' | 'limits'>,
): Rejection | undefined {
  if (phase.current === 'rejecting')
    return { status: 503, problem: 'this replica is shutting down; retry', headers: { 'Retry-After': '1' } };
  if (outcome === 'too-large') return { status: 413, problem: tooLarge(limits) };
  const type = headers['content-type'];
  if (!/^application\/json\s*(?:;|$)/i.test(type ?? '')) {
    const found = type === undefined ? 'missing' : JSON.stringify(type);
    return { status: 415, problem: `the content type must be application/json, but is ${found}` };
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (/^identity$/i.test(encoding)) return undefined;
  return {
    status: 415,
    problem: `the content encoding must be identity, but is ${JSON.stringify(encoding)}`,
  };
}
