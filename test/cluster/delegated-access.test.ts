import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DelegatedAccess } from '../../src/cluster/delegated-access.ts';
import { TlsServer } from './tls-server.ts';

interface Review {
  readonly kind?: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

const tokenReviews = '/apis/authentication.k8s.io/v1/tokenreviews';
const accessReviews = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const prometheus = {
  username: 'system:serviceaccount:monitoring:prometheus',
  uid: 'u-1',
  groups: ['system:serviceaccounts', 'system:authenticated'],
  extra: { 'authentication.kubernetes.io/pod-name': ['prometheus-0'] },
};

let requests: Array<{ readonly path: string; readonly review: Review }>;
let respond: (path: string, review: Review) => object | undefined;
let nowMs: number;
let access: DelegatedAccess;

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url: path = '' } = request;
  const review = (await json(request)) as Review;
  requests.push({ path, review });
  const status = respond(path, review);
  const body = status === undefined ? { kind: 'Status', message: 'forbidden' } : { ...review, status };
  response.writeHead(status === undefined ? 403 : 201, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

let server: TlsServer;

/** Authenticates every token except `wrong` as Prometheus. */
const authenticate = ({ spec }: Review) =>
  spec.token === 'wrong' ? { error: 'invalid token' } : { authenticated: true, user: prometheus };

beforeEach(async () => {
  server = new TlsServer(handle);
  await server.start();
  requests = [];
  nowMs = 0;
  respond = (path, review) => (path === tokenReviews ? authenticate(review) : { allowed: true });
  access = new DelegatedAccess({ api: server.connection, monotonicMs: () => nowMs });
});
afterEach(() => server.stop());

const pathsOf = () => requests.map(({ path }) => path);

describe('DelegatedAccess', () => {
  it('reviews the token, then whether its user may get /metrics', async () => {
    expect(await access.review('good')).toEqual({ outcome: 'allowed' });
    expect(requests).toEqual([
      { path: tokenReviews, review: { spec: { token: 'good' } } },
      {
        path: accessReviews,
        review: {
          spec: {
            user: prometheus.username,
            uid: prometheus.uid,
            groups: prometheus.groups,
            extra: prometheus.extra,
            nonResourceAttributes: { path: '/metrics', verb: 'get' },
          },
        },
      },
    ]);
  });

  it('does not authorize a token that is not valid', async () => {
    expect(await access.review('wrong')).toEqual({ outcome: 'unauthenticated' });
    expect(pathsOf()).toEqual([tokenReviews]);
  });

  it('names the user that is not permitted', async () => {
    respond = (path, review) =>
      path === tokenReviews ? authenticate(review) : { allowed: false, reason: 'no' };
    expect(await access.review('good')).toEqual({ outcome: 'forbidden', user: prometheus.username });
  });

  it('does not allow a user that an authorizer neither allows nor denies', async () => {
    respond = (path, review) => (path === tokenReviews ? authenticate(review) : {});
    expect(await access.review('good')).toMatchObject({ outcome: 'forbidden' });
  });

  it.each([
    ['the token', tokenReviews],
    ['the permission', accessReviews],
  ])('rejects if the API server does not review %s, and tries again the next time', async (_, failing) => {
    respond = (path, review) => {
      if (path === failing) return undefined;
      return path === tokenReviews ? authenticate(review) : { allowed: true };
    };
    await expect(access.review('good')).rejects.toThrow(`403 for POST ${failing}: forbidden`);
    respond = (path, review) => (path === tokenReviews ? authenticate(review) : { allowed: true });
    expect(await access.review('good')).toEqual({ outcome: 'allowed' });
  });

  it('caches each result for 10 seconds by token', async () => {
    const reviewAll = async () => [
      await access.review('good'),
      await access.review('wrong'),
      await access.review('other'),
    ];
    const first = await reviewAll();
    expect(requests).toHaveLength(5);
    nowMs = 9999;
    expect(await reviewAll()).toEqual(first);
    expect(requests).toHaveLength(5);
    nowMs = 10_000;
    respond = (path, review) => (path === tokenReviews ? authenticate(review) : { allowed: false });
    expect((await reviewAll()).map(({ outcome }) => outcome)).toEqual([
      'forbidden',
      'unauthenticated',
      'forbidden',
    ]);
    expect(requests).toHaveLength(10);
  });

  it('shares the review of one token between simultaneous requests', async () => {
    await Promise.all(Array.from({ length: 20 }, () => access.review('good')));
    expect(pathsOf()).toEqual([tokenReviews, accessReviews]);
  });

  it('has at most 8 reviews in progress, and forgets the oldest of more than 64 tokens', async () => {
    const many = Array.from({ length: 9 }, (_, index) => access.review(`token-${index}`));
    const outcomes = await Promise.allSettled(many);
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(8).fill('fulfilled'), 'rejected']);
    await expect(many[8]).rejects.toThrow('8 reviews are in progress');
    for (let index = 8; index < 65; index++) await access.review(`token-${index}`);
    requests = [];
    await access.review('token-1');
    expect(requests).toEqual([]);
    await access.review('token-0');
    expect(pathsOf()).toEqual([tokenReviews, accessReviews]);
  });
});
