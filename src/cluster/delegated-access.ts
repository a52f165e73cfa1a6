import { createHash } from 'node:crypto';
import type { AccessReview } from '../webhook/ports.ts';
import type { ApiConnection } from './api-connection.ts';

export interface DelegatedAccessOptions {
  readonly api: Pick<ApiConnection, 'authentication' | 'authorization' | 'options'>;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicMs: () => number;
}

/** Values of the delegating authenticator and authorizer of client-go. */
const cachedMs = 10_000;
const maxCached = 64;
/** Limits pending reviews, because clients with random tokens must not flood the API server. */
const maxPending = 8;
/** Prometheus waits 10 s by default. */
const timeoutMs = 5000;

/**
 * Also used for readiness details. A permission for `/readyz` would protect nothing, because every user has
 * it (ClusterRole `system:public-info-viewer`).
 */
const metricsPath = '/metrics';

/**
 * Delegates to the API server: authenticates a token (TokenReview) and authorizes its user
 * (SubjectAccessReview).
 */
export class DelegatedAccess {
  readonly #options: DelegatedAccessOptions;
  /** Reviews by the hash of the token, oldest first. */
  readonly #cached = new Map<string, { readonly review: Promise<AccessReview>; readonly untilMs: number }>();
  #pending = 0;

  constructor(options: DelegatedAccessOptions) {
    this.#options = options;
  }

  /** Rejects if the API server does not decide. */
  review(token: string): Promise<AccessReview> {
    const key = createHash('sha256').update(token).digest('base64');
    const nowMs = this.#options.monotonicMs();
    const cached = this.#cached.get(key);
    if (cached !== undefined && nowMs < cached.untilMs) return cached.review;
    const review = this.#request(token);
    this.#cached.delete(key);
    this.#cached.set(key, { review, untilMs: nowMs + cachedMs });
    const [oldest = ''] = this.#cached.keys();
    if (this.#cached.size > maxCached) this.#cached.delete(oldest);
    review.catch(() => {
      if (this.#cached.get(key)?.review === review) this.#cached.delete(key);
    });
    return review;
  }

  async #request(token: string): Promise<AccessReview> {
    if (this.#pending >= maxPending) throw new Error(`${maxPending} reviews are in progress`);
    this.#pending += 1;
    try {
      return await this.#decide(token);
    } finally {
      this.#pending -= 1;
    }
  }

  async #decide(token: string): Promise<AccessReview> {
    const { api } = this.#options;
    const options = api.options({ signal: AbortSignal.timeout(timeoutMs) });
    const { status } = await api.authentication.createTokenReview({ body: { spec: { token } } }, options);
    if (status?.authenticated !== true || status.user === undefined) return { outcome: 'unauthenticated' };
    const { username: user = '', uid, groups, extra } = status.user;
    const spec = {
      user,
      nonResourceAttributes: { path: metricsPath, verb: 'get' },
      ...(uid === undefined ? {} : { uid }),
      ...(groups === undefined ? {} : { groups }),
      ...(extra === undefined ? {} : { extra }),
    };
    const review = await api.authorization.createSubjectAccessReview({ body: { spec } }, options);
    return review.status?.allowed === true ? { outcome: 'allowed' } : { outcome: 'forbidden', user };
  }
}
