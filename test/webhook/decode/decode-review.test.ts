import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { reviewOf, toBytes } from '../../support/review.ts';

const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const decode = (request: Readonly<Record<string, unknown>>) =>
  decodeReview(toBytes(reviewOf(team, { request })));

describe('a review', () => {
  it('is what is asked about, and who asks', () => {
    expect(decode({ subResource: 'status', dryRun: true })).toEqual({
      ok: true,
      value: {
        uid: 'uid-1',
        kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
        operation: 'CREATE',
        name: 'team',
        subResource: 'status',
        dryRun: true,
        user: { name: 'alice', groups: ['platform-admins'] },
        object: team.object,
        oldObject: null,
      },
    });
  });

  it.each(['name', 'subResource', 'dryRun', 'userInfo'])(
    'may come without %s, or with null for it',
    (field) => {
      expect(decode({ [field]: null })).toEqual(decode({ [field]: undefined }));
      expect(decode({ [field]: null }).ok).toBe(true);
    },
  );

  it('may be about an object of any shape', () => {
    for (const object of [undefined, null, [], 'x', 5, true]) expect(decode({ object }).ok).toBe(true);
  });
});

describe('what is no review', () => {
  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ uid: undefined }, 'request has no uid'],
    [{ uid: 5 }, 'request.uid must be a string, and is the number 5'],
    [{ kind: 'Pod' }, 'request.kind must be an object, and is the string "Pod"'],
    [{ kind: { group: '', kind: 'Pod' } }, 'request.kind has no version'],
    [
      { operation: 'PATCH' },
      'request.operation must be one of CREATE, UPDATE, DELETE, CONNECT, and is the string "PATCH"',
    ],
    [{ name: ['x'] }, 'request.name must be a string or null, and is a list'],
    [{ dryRun: 'true' }, 'request.dryRun must be true or false or null, and is the string "true"'],
    [
      { userInfo: { groups: 'admins' } },
      'request.userInfo.groups must be a list or null, and is the string "admins"',
    ],
    [
      { userInfo: { groups: ['admins', 7] } },
      'request.userInfo.groups[1] must be a string, and is the number 7',
    ],
  ])('says what was expected and what came: %j', (request, problem) => {
    expect(decode(request)).toEqual({ ok: false, problem });
  });

  it.each(['', 'x'.repeat(257)])('has a uid that cannot be echoed: %#', (uid) => {
    expect(decode({ uid })).toEqual({
      ok: false,
      problem: `request.uid must have 1 to 256 characters, and has ${uid.length}`,
    });
  });

  it('has a uid that is just short enough', () => {
    expect(decode({ uid: 'x'.repeat(256) }).ok).toBe(true);
  });

  // JSON.parse makes an own property of it, and the request is none of its prototype's.
  it('hides its request behind a prototype', () => {
    const body =
      '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","__proto__":{"request":{"uid":"1"}}}';
    expect(decodeReview(Buffer.from(body))).toEqual({ ok: false, problem: 'the body has no request' });
  });
});
