/** Lays out a rule and its test: `npm run new-rule no-something`. Everything else about a rule is generated. */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const [id = ''] = process.argv.slice(2);
if (!/^(no|require|prefer)-[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
  fail(
    'Usage: npm run new-rule ID\nAn ID begins with no- (forbids), require- (demands) or prefer- (advises), as in no-trailing-slash.',
  );
}
const ruleFile = `src/rules/object/${id}.ts`;
const testFile = `test/rules/object/${id}.test.ts`;
for (const file of [ruleFile, testFile]) if (existsSync(file)) fail(`${file} exists already.`);

const rule = `import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Where the law comes from, and what the reader cannot see in the code. */
export default defineRule({
  id: '${id}',
  meta: {
    category: 'pull',
    domain: [],
    summary: 'The law in one sentence, as it would be if obeyed.',
    why: 'What happens in the cluster when it is broken.',
    fix: 'What to do about it.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [idms('team').mirror('quay.io/broken', ['mirror.example.com/team'])],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      if (entry.source !== 'quay.io/broken') continue;
      yield { path: [...entryPath(subject.kind, entry), 'source'], message: \`\${quote(entry.source)} is broken, so nothing can be pulled\` };
    }
  },
});
`;

const test = `import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/${id}.ts';
import { check } from '../../support/check.ts';

describe('${id}', () => {
  it('says what is wrong, where, and with what consequence', () => {
    expect(check(rule, idms('a').mirror('quay.io/broken', ['m.example.com/a']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /nothing can be pulled/,
    });
  });

  it('accepts what is next to the border', () => {
    expect(check(rule, idms('a').mirror('quay.io/broken/not', ['m.example.com/a']))).toReportNothing();
  });
});
`;

writeFileSync(ruleFile, rule);
writeFileSync(testFile, test);
console.log(`Wrote ${ruleFile}
      ${testFile}

Next:
  1. Write the law, its reasons and its examples into the rule; facts it cannot do without go into \`needs\`.
  2. State its behaviour in the test, both sides of each border.
  3. npm run generate        lists it, and writes docs/rules/${id}.md with what the examples really report
  4. npm run check`);
