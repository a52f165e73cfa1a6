/** Creates a rule and its test: `npm run new-rule no-something`. Everything else about a rule is generated. */
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
    'Usage: npm run new-rule ID\nAn ID starts with no- (disallow), require- (require) or prefer- (advise), as in no-trailing-slash.',
  );
}
const ruleFile = `src/rules/object/${id}.ts`;
const testFile = `test/rules/object/${id}.test.ts`;
for (const file of [ruleFile, testFile]) if (existsSync(file)) fail(`${file} already exists.`);

const rule = `import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The source of the fact (DOMAIN section), and what the code does not show. */
export default defineRule({
  id: '${id}',
  meta: {
    category: 'pull',
    domain: [],
    // What is reported. Starts with Disallow, Require, Prefer or Warn, without a full stop.
    summary: 'Disallow broken sources',
    why: 'What the cluster does, in order of events.',
    fix: 'Start with a verb: what to change.',
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
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message: \`\${quote(entry.source)} is broken, so nothing can be pulled; use another source\`,
      };
    }
  },
});
`;

const test = `import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/${id}.ts';
import { check } from '../../support/check.ts';

describe('${id}', () => {
  it('reports the finding, its field and its consequence', () => {
    expect(check(rule, idms('a').mirror('quay.io/broken', ['m.example.com/a']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /nothing can be pulled/,
    });
  });

  it('accepts a source below the broken one', () => {
    expect(check(rule, idms('a').mirror('quay.io/broken/not', ['m.example.com/a']))).toReportNothing();
  });
});
`;

writeFileSync(ruleFile, rule);
writeFileSync(testFile, test);
console.log(`Wrote ${ruleFile}
      ${testFile}

Next:
  1. Write the check, its metadata and its examples; list the facts that it requires in \`requires\`.
  2. Test its behavior on both sides of each boundary.
  3. npm run generate        adds it to the index, and writes docs/rules/${id}.md with the messages of the examples
  4. npm run check`);
