import { describe, expect, it } from '@jest/globals';
import { startMessage } from '../../src/main/start-message.ts';

const summary = {
  version: '1.2.3',
  url: 'https://127.0.0.1:8443',
  detailsUrl: 'http://127.0.0.1:8081',
  cluster: '3 files',
  rules: 9,
  policy: 'policy.yaml is enforced',
  audit: 'standard output',
  shellFolder: '/home/ann/mirrorguard',
};

describe('startMessage', () => {
  it('shows addresses, facts, rules, policy and audit destinations', () => {
    expect(startMessage(summary).split('\n')).toEqual([
      'mirrorguard 1.2.3: https://127.0.0.1:8443 (POST /mutate, /validate and /validate-image)',
      '  health   http://127.0.0.1:8081/readyz?verbose, http://127.0.0.1:8081/metrics',
      '  cluster  3 files',
      '  rules    9',
      '  policy   policy.yaml is enforced',
      '  audit    standard output',
      '',
    ]);
  });

  it('shows a command with paths relative to the working directory', () => {
    const files = {
      caFile: '/home/ann/mirrorguard/.state/ca.crt',
      exampleReview: '/home/ann/mirrorguard/a/b.json',
    };
    expect(startMessage({ ...summary, ...files })).toContain(
      "curl -sS --cacert .state/ca.crt -H 'Content-Type: application/json' --data-binary @a/b.json -w '\\n' https://127.0.0.1:8443/validate\n",
    );
    expect(startMessage({ ...summary, ...files, shellFolder: '/home/ann/mirrorguard/a' })).toContain(
      "--cacert /home/ann/mirrorguard/.state/ca.crt -H 'Content-Type: application/json' --data-binary @b.json ",
    );
  });

  it('quotes paths with special characters', () => {
    expect(
      startMessage({ ...summary, caFile: "/my folder/it's/ca.crt", exampleReview: '/x.json' }),
    ).toContain(`--cacert '/my folder/it'\\''s/ca.crt'`);
  });

  it('omits the command without an example review', () => {
    expect(startMessage(summary)).not.toContain('curl');
  });
});
