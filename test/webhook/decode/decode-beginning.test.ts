import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import { answer } from '../../../src/webhook/admission.ts';
import { decodeBeginning } from '../../../src/webhook/decode/decode-beginning.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { keepingParts } from '../../support/admission-parts.ts';
import { reviewOf, toBytes } from '../../support/review.ts';

const wildcard = idms('team').mirror('quay.io/team', ['*.example.com']);
const whole = toBytes(reviewOf(wildcard));
const upToObject = Buffer.from(whole).indexOf(',"object":') + ',"object":'.length;

describe('the beginning of a request', () => {
  it('tells what the whole tells, but for its objects', () => {
    const decoded = decodeReview(whole);
    if (!decoded.ok) throw new Error(decoded.problem);
    const beginning = { ok: true, value: { ...decoded.value, object: undefined, oldObject: undefined } };
    for (const bytes of [upToObject, upToObject + 1, whole.length - 1])
      expect(decodeBeginning(whole.subarray(0, bytes))).toEqual(beginning);
  });

  it.each([0, 1, 60, upToObject - 1])('tells nothing when only %d bytes of it have come', (bytes) => {
    expect(decodeBeginning(whole.subarray(0, bytes))).toEqual({
      ok: false,
      problem: 'the request had not arrived as a whole when its time was over',
    });
  });

  it('is not taken in by names that look like the field', () => {
    const named = { userInfo: { username: '","object":', extra: { a: ['x'], object: ['y'] } } };
    const tricky = toBytes(reviewOf(wildcard, { request: named }));
    expect(decodeBeginning(tricky)).toMatchObject({ ok: false });
    const quoted = toBytes(reviewOf(wildcard, { request: { userInfo: { username: '","object":"' } } }));
    expect(decodeBeginning(quoted)).toMatchObject({ ok: true, value: { user: { name: '","object":"' } } });
  });
});

describe('a request of which only the beginning has come', () => {
  const ask = (bytes: number, onDeadline: 'warn' | 'deny') => {
    const { parts, records } = keepingParts({ settings: { onDeadline } });
    const reply = answer({ stage: 'mutate', body: whole.subarray(0, bytes), isCutOff: true }, parts);
    if (reply instanceof Promise) throw new Error('the answer was to be had at once');
    return { reply, records };
  };

  it.each([
    [
      'warn',
      { allowed: true, warnings: [expect.stringContaining('had not arrived at mirrorguard as a whole')] },
    ],
    [
      'deny',
      {
        allowed: false,
        status: { code: 503, message: expect.stringContaining('it was refused, as configured') },
      },
    ],
  ] as const)(
    'is answered by the setting for want of time, with its uid, and recorded: %s',
    (onDeadline, response) => {
      const { reply, records } = ask(upToObject, onDeadline);
      expect(JSON.parse(reply.body).response).toMatchObject({ uid: 'uid-1', ...response });
      expect(records).toMatchObject([
        { uid: 'uid-1', name: 'team', user: { name: 'alice' }, objectAfter: null, failure: 'unread' },
      ]);
    },
  );

  it('is told so in the one way that the API server passes on, where nobody can know its uid', () => {
    const { reply, records } = ask(60, 'warn');
    expect(reply).toMatchObject({
      status: 500,
      body: 'mirrorguard: the request had not arrived as a whole when its time was over\n',
    });
    expect(records).toEqual([]);
  });
});
