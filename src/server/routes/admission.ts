import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stage } from '../../audit/audit-record.ts';
import type { Call, Reply } from '../../webhook/call.ts';
import type { Clock, Logger } from '../../webhook/ports.ts';
import type { Backlog } from '../backlog.ts';
import { allowanceMs, deadlineAt } from '../deadline.ts';
import type { PhaseOfLife } from '../phase.ts';
import { readBody } from '../read-body.ts';
import { reject } from './rejection.ts';

/** Two objects of 3 MiB, the most that etcd and the API server let through, and 1 MiB for the rest of the review. */
export const maxBodyBytes = 7 * 1024 * 1024;

export const tooLarge = `the body is larger than ${maxBodyBytes} bytes, more than an AdmissionReview can be`;

export interface AdmissionRouteParts {
  readonly answer: (call: Call) => Reply | Promise<Reply>;
  readonly phase: PhaseOfLife;
  readonly backlog: Pick<Backlog, 'sinceMs'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onRejected: (status: number) => void;
}

/** Reads the body and writes the answer itself: nothing is parsed, copied or hashed twice. */
export function admissionRoute(
  stage: Stage,
  parts: AdmissionRouteParts,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { answer, phase, backlog, clock, logger, onRejected } = parts;
  // The API server asks at the same address every time.
  let allowed = { url: '', ms: allowanceMs('') };
  const allowanceAt = (url: string) => {
    if (url !== allowed.url) allowed = { url, ms: allowanceMs(url) };
    return allowed.ms;
  };
  return (request, response) => {
    const deadline = deadlineAt(backlog.sinceMs() + allowanceAt(request.url ?? ''), clock);
    // Asked when the answer goes out: a connection that stays open after the last one would hold up the stop.
    const endConnection = () => {
      if (phase.current !== 'serving') response.setHeader('Connection', 'close');
    };
    const refuse = (status: number, problem: string, headers?: Readonly<Record<string, string>>) => {
      onRejected(status);
      endConnection();
      reject(response, status, problem, headers);
    };

    readBody(request, { maxBytes: maxBodyBytes, deadline }, (body) => {
      if (body.outcome === 'aborted') return;
      if (phase.current === 'refusing')
        return refuse(503, 'this replica is shutting down; ask another one', { 'Retry-After': '1' });
      if (body.outcome === 'too-large') return refuse(413, tooLarge);
      const unfit = unfitType(request);
      if (unfit !== undefined) return refuse(415, unfit);

      const send = (reply: Reply) => {
        if (reply.status !== 200) onRejected(reply.status);
        endConnection();
        const length = Buffer.byteLength(reply.body);
        // ASCII alone, which has a byte for each unit, is the same in Latin-1, and that is written without being converted.
        const encoding = length === reply.body.length ? 'latin1' : 'utf8';
        response
          .writeHead(reply.status, { 'Content-Type': reply.contentType, 'Content-Length': length })
          .end(reply.body, encoding);
      };
      try {
        const reply = answer({ stage, body: body.bytes, deadline, isCutOff: body.outcome === 'late' });
        if (reply instanceof Promise) reply.then(send).catch((error: unknown) => fail(error));
        else send(reply);
      } catch (error) {
        fail(error);
      }
    });

    function fail(error: unknown): void {
      logger.error('request failed', { err: error });
      if (!response.headersSent)
        refuse(500, 'the request failed for a fault of mirrorguard; its log has the cause');
    }
  };
}

function unfitType({ headers }: IncomingMessage): string | undefined {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    return `the content type must be application/json, and is ${type === '' ? 'missing' : JSON.stringify(type)}`;
  const encoding = headers['content-encoding'] ?? 'identity';
  return /^identity$/i.test(encoding)
    ? undefined
    : `the content encoding must be identity, and is ${JSON.stringify(encoding)}`;
}
