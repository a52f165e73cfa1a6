import type { RequestHandler } from 'express';
import type { AccessReview, Clock, Logger } from '../webhook/ports.ts';
import { reject } from './rejection.ts';

/** Decides which clients can read metrics and the reasons of readiness checks. */
interface AccessReviewer {
  /** Rejects if the API server does not decide. */
  review(token: string): Promise<AccessReview>;
}

export interface AccessParts {
  readonly reviewer: AccessReviewer;
  readonly count: (result: AccessReview['outcome'] | 'error') => void;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Limits log messages, because clients with invalid tokens must not fill the log. */
const quietMs = 10_000;

/** Requires a bearer token with sufficient permissions. */
export function requireAccess({ reviewer, count, logger, clock }: AccessParts): RequestHandler {
  let quietUntilMs = 0;
  const logFailure = (error: unknown) => {
    const nowMs = clock.monotonicMs();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + quietMs;
    logger.warn('Access review failed', { reason: error instanceof Error ? error.message : String(error) });
  };
  return async (request, response, next) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const review = await reviewOf(token, reviewer).catch((error: unknown) => {
      logFailure(error);
      return { outcome: 'error' } as const;
    });
    count(review.outcome);
    switch (review.outcome) {
      case 'allowed':
        return next();
      case 'unauthenticated': {
        const problem = 'a valid bearer token of this cluster is required';
        return reject(response, 401, problem, { 'WWW-Authenticate': 'Bearer' });
      }
      case 'forbidden':
        return reject(response, 403, `user ${JSON.stringify(review.user)} may not get path "/metrics"`);
      case 'error':
        return reject(response, 503, 'the API server did not review the token; see the log of mirrorguard');
    }
  };
}

async function reviewOf(token: string | undefined, reviewer: AccessReviewer): Promise<AccessReview> {
  return token === undefined ? { outcome: 'unauthenticated' } : await reviewer.review(token);
}
