import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { reviewOf, toBytes } from '../../support/review.ts';

const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const decode = (request: Readonly<Record<string, unknown>>) =>
  decodeReview(toBytes(reviewOf(team, { request })));

describe('a review', () => {
  it('has the object and the user', () => {
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

  it.each(['name', 'subResource', 'dryRun', 'userInfo'])('may lack %s or have null', (field) => {
    expect(decode({ [field]: null })).toEqual(decode({ [field]: undefined }));
    expect(decode({ [field]: null }).ok).toBe(true);
  });

  it('may have an object of any shape', () => {
    for (const object of [undefined, null, [], 'x', 5, true]) expect(decode({ object }).ok).toBe(true);
  });
});

describe('what is no review', () => {
  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ uid: undefined }, 'request must have uid'],
    [{ uid: 5 }, 'request.uid must be a string, but is the number 5'],
    [{ kind: 'Pod' }, 'request.kind must be an object, but is the string "Pod"'],
    [{ kind: { group: '', kind: 'Pod' } }, 'request.kind must have version'],
    [
      { operation: 'PATCH' },
      'request.operation must be one of CREATE, UPDATE, DELETE, CONNECT, but is the string "PATCH"',
    ],
    [{ name: ['x'] }, 'request.name must be a string or null, but is a list'],
    [{ dryRun: 'true' }, 'request.dryRun must be true or false or null, but is the string "true"'],
    [
      { userInfo: { groups: 'admins' } },
      'request.userInfo.groups must be a list or null, but is the string "admins"',
    ],
    [
      { userInfo: { groups: ['admins', 7] } },
      'request.userInfo.groups[1] must be a string, but is the number 7',
    ],
  ])('reports the expected and the actual type: %j', (request, problem) => {
    expect(decode(request)).toEqual({ ok: false, problem });
  });

  it.each(['', 'x'.repeat(257)])('has an empty or overlong uid: %#', (uid) => {
    expect(decode({ uid })).toEqual({
      ok: false,
      problem: `request.uid must have 1 to 256 characters, but has ${uid.length}`,
    });
  });

  it('may have a uid of the maximum length', () => {
    expect(decode({ uid: 'x'.repeat(256) }).ok).toBe(true);
  });

  // JSON.parse creates an own property `__proto__`, so the object does not inherit the request from a
  // prototype.
  it('has its request in __proto__ only', () => {
    const body =
      '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","__proto__":{"request":{"uid":"1"}}}';
    expect(decodeReview(Buffer.from(body))).toEqual({ ok: false, problem: 'the body must have request' });
  });
});
