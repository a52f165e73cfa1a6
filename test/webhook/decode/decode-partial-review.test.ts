import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import { handleReview } from '../../../src/webhook/admission.ts';
import { decodePartialReview } from '../../../src/webhook/decode/decode-partial-review.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { recordingParts } from '../../support/admission-parts.ts';
import { reviewOf, toBytes } from '../../support/review.ts';

const wildcard = idms('team').mirror('quay.io/team', ['*.example.com']);
const whole = toBytes(reviewOf(wildcard));
const upToObject = Buffer.from(whole).indexOf(',"object":') + ',"object":'.length;

describe('a partial AdmissionReview', () => {
  it('has every field of the complete review except the objects', () => {
    const decoded = decodeReview(whole);
    if (!decoded.ok) throw new Error(decoded.problem);
    const beginning = { ok: true, value: { ...decoded.value, object: undefined, oldObject: undefined } };
    for (const bytes of [upToObject, upToObject + 1, whole.length - 1])
      expect(decodePartialReview(whole.subarray(0, bytes))).toEqual(beginning);
  });

  it.each([0, 1, 60, upToObject - 1])('is undecodable with only %d bytes', (bytes) => {
    expect(decodePartialReview(whole.subarray(0, bytes))).toEqual({
      ok: false,
      problem: 'the request body did not arrive before the webhook timeout',
    });
  });

  it('ignores names that look like the object field', () => {
    const named = { userInfo: { username: '","object":', extra: { a: ['x'], object: ['y'] } } };
    const tricky = toBytes(reviewOf(wildcard, { request: named }));
    expect(decodePartialReview(tricky)).toMatchObject({ ok: false });
    const quoted = toBytes(reviewOf(wildcard, { request: { userInfo: { username: '","object":"' } } }));
    expect(decodePartialReview(quoted)).toMatchObject({
      ok: true,
      value: { user: { name: '","object":"' } },
    });
  });
});

describe('a request with a partial body', () => {
  const ask = (bytes: number, onDeadline: 'warn' | 'deny') => {
    const { parts, records } = recordingParts({ settings: { onDeadline } });
    const reply = handleReview({ stage: 'mutate', body: whole.subarray(0, bytes), failure: 'unread' }, parts);
    if (reply instanceof Promise) throw new Error('the answer was to be had at once');
    return { reply, records };
  };

  it.each([
    [
      'warn',
      {
        allowed: true,
        warnings: [
          expect.stringContaining(
            'the request body did not arrive at mirrorguard before the webhook timeout',
          ),
        ],
      },
    ],
    [
      'deny',
      {
        allowed: false,
        status: { code: 503, message: expect.stringContaining('the request was denied, as configured') },
      },
    ],
  ] as const)('gets the response of on-deadline %s with its uid, and is recorded', (onDeadline, response) => {
    const { reply, records } = ask(upToObject, onDeadline);
    expect(JSON.parse(reply.body).response).toMatchObject({ uid: 'uid-1', ...response });
    expect(records).toMatchObject([
      { uid: 'uid-1', name: 'team', user: { name: 'alice' }, objectAfter: null, failure: 'unread' },
    ]);
  });

  it('gets HTTP 500, whose text the API server shows, if the uid is missing', () => {
    const { reply, records } = ask(60, 'warn');
    expect(reply).toMatchObject({
      status: 500,
      body: 'mirrorguard: the request body did not arrive before the webhook timeout\n',
    });
    expect(records).toEqual([]);
  });
});
