import { describe, expect, it } from '@jest/globals';
import { readPolicyJson } from '../../../src/kubernetes/machine-configs/read-policy-json.ts';

const accept = [{ type: 'insecureAcceptAnything' }];
const reject = [{ type: 'reject' }];
const signed = [{ type: 'sigstoreSigned', keyPath: '/etc/key' }];
const read = (policy: unknown) => readPolicyJson(JSON.stringify(policy));

describe('readPolicyJson', () => {
  it('reads the default and the scopes of registries', () => {
    const docker = { 'quay.io/team': accept, 'ghcr.io': signed, 'quay.io': reject };
    expect(read({ default: reject, transports: { docker, dir: { '': accept } } })).toEqual({
      kind: 'policy',
      policy: {
        default: 'reject',
        scopes: new Map([
          ['quay.io/team', 'accept'],
          ['ghcr.io', 'signed'],
          ['quay.io', 'reject'],
        ]),
        requirements: new Map(),
      },
    });
  });

  it('gives the default of the transport precedence', () => {
    expect(read({ default: reject, transports: { docker: { '': accept } } })).toEqual({
      kind: 'policy',
      policy: { default: 'accept', scopes: new Map(), requirements: new Map() },
    });
  });

  it('rejects an image if one of several requirements does', () => {
    expect(
      read({ default: accept, transports: { docker: { 'quay.io': [...accept, ...reject] } } }),
    ).toMatchObject({ policy: { scopes: new Map([['quay.io', 'reject']]) } });
  });

  it('does not evaluate a policy that requires signatures of all images', () => {
    expect(read({ default: signed })).toEqual({
      kind: 'unknown',
      message: 'it requires signatures of all images, which is not evaluated',
    });
  });

  it.each([
    '',
    '{}',
    '{"default": []}',
    '{"default": [{"type": "reject"}], "transports": {"docker": {"a": 1}}}',
  ])('reports that %j is invalid', (text) => {
    expect(readPolicyJson(text)).toEqual({
      kind: 'unknown',
      message: 'it is not a valid policy.json; every pull fails',
    });
  });
});
