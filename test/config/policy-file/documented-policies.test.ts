import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../../src/config/policy-file/read-policy.ts';
import { readPolicyTest } from '../../../src/config/policy-file/read-policy-test.ts';

function yamlBlocks(page: string): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
}

describe('the policies of the documentation', () => {
  it.each(yamlBlocks('docs/guides/enforcement.md').map((text) => [text]))('are valid:\n%s', (text) => {
    expect(readPolicy(text)).toHaveProperty('policy');
  });

  it.each(yamlBlocks('docs/reference/policy.md').map((text) => [text]))(
    'have cases that can be read:\n%s',
    (text) => {
      expect(readPolicyTest(text)).toHaveProperty('test');
    },
  );
});
