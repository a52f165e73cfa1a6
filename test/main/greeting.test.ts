import { join } from 'node:path';
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

  it('has a line to paste, with paths as seen from here', () => {
    const text = greet({ ...facts, caFile: join(process.cwd(), '.state', 'ca.crt'), exampleReview: join(process.cwd(), 'a', 'b.json') });
    expect(text).toContain(
      "curl -s --cacert .state/ca.crt -H 'Content-Type: application/json' --data-binary @a/b.json https://127.0.0.1:8443/validate\n",
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
