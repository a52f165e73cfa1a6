import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Stage } from '../webhook/decision.ts';
import type { Call, Clock, FailurePolicy, Reply } from '../webhook/ports.ts';
import { allowanceMs, deadlineAt } from './deadline.ts';
import { type Body, readBody } from './read-body.ts';
import type { ServerPhase } from './readiness.ts';
import { reject } from './rejection.ts';

/** Two objects of 3 MiB, the limit of etcd and the API server, and 1 MiB for the rest of the review. */
export const maxBodyBytes = 7 * 1024 * 1024;

export const tooLarge = `the request body exceeds ${maxBodyBytes} bytes, the limit for an AdmissionReview`;

/** What the path of a request states. */
export interface AdmissionEntry {
  readonly stage: Stage;
  readonly failurePolicy: FailurePolicy;
}

export interface AdmissionRouteParts {
  readonly handle: (call: Call) => Reply | Promise<Reply>;
  readonly phase: ServerPhase;
  readonly clock: Clock;
  readonly onRejected: (status: number) => void;
}

/**
 * Reads the body and writes the response itself: a body parser and `res.json` would parse, copy and hash
 * both again.
 */
export function admissionRoute(
  entry: AdmissionEntry,
  { handle, phase, clock, onRejected }: AdmissionRouteParts,
): RequestHandler {
  return async (request, response) => {
    // Starts when the head of the request arrives; the body may still be in transit.
    const deadline = deadlineAt(clock.monotonicMs() + allowanceMs(request.url), clock);
    const body = await readBody(request, { maxBytes: maxBodyBytes, deadline });
    if (body.outcome === 'aborted') return;
    const rejection = rejectionOf(request, body, phase);
    if (rejection !== undefined) {
      onRejected(rejection.status);
      closeUnlessServing(response, phase);
      reject(response, rejection.status, rejection.problem, rejection.headers);
      return;
    }
    const reply = await handle({
      ...entry,
      body: body.bytes,
      deadline,
      isPartial: body.outcome === 'late',
    });
    if (reply.status !== 200) onRejected(reply.status);
    closeUnlessServing(response, phase);
    const headers = { 'Content-Type': reply.contentType, 'Content-Length': Buffer.byteLength(reply.body) };
    response.writeHead(reply.status, headers).end(reply.body);
  };
}

/**
 * Read when the response is written: a connection that stays open after the last one would delay the
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
  phase: ServerPhase,
): Rejection | undefined {
  if (phase.current === 'rejecting')
    return { status: 503, problem: 'this replica is shutting down; retry', headers: { 'Retry-After': '1' } };
  if (outcome === 'too-large') return { status: 413, problem: tooLarge };
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
