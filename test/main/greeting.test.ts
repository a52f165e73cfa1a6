import { describe, expect, it } from '@jest/globals';
import { greet } from '../../src/main/greeting.ts';

const facts = {
  version: '1.2.3',
  url: 'https://127.0.0.1:8443',
  healthUrl: 'http://127.0.0.1:8081',
  cluster: '3 files',
  rules: 9,
  policy: 'policy.yaml is enforced',
  audit: 'standard output',
  shellFolder: '/home/ann/mirrorguard',
};

describe('the greeting', () => {
  it('says what is known, what is enforced and where records go', () => {
    expect(greet(facts).split('\n').slice(1)).toEqual([
      '  cluster  3 files',
      '  rules    9',
      '  policy   policy.yaml is enforced',
      '  audit    standard output',
      '',
    ]);
  });

  it('has a line to paste, with paths as seen from where it is pasted', () => {
    const files = {
      caFile: '/home/ann/mirrorguard/.state/ca.crt',
      exampleReview: '/home/ann/mirrorguard/a/b.json',
    };
    expect(greet({ ...facts, ...files })).toContain(
      "curl -sS --cacert .state/ca.crt -H 'Content-Type: application/json' --data-binary @a/b.json -w '\\n' https://127.0.0.1:8443/validate\n",
    );
    expect(greet({ ...facts, ...files, shellFolder: '/home/ann/mirrorguard/a' })).toContain(
      "--cacert /home/ann/mirrorguard/.state/ca.crt -H 'Content-Type: application/json' --data-binary @b.json ",
    );
  });

  it('quotes a path that a shell would take apart', () => {
    expect(greet({ ...facts, caFile: "/my folder/it's/ca.crt", exampleReview: '/x.json' })).toContain(
      `--cacert '/my folder/it'\\''s/ca.crt'`,
    );
  });

  it('leaves the line out where there is nothing to paste', () => {
    expect(greet(facts)).not.toContain('curl');
  });
});
