/**
 * Creates a rule and its test: `npm run new-rule no-something [state|change]`. All other files for a rule are
 * generated.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRuleKind, ruleFiles } from './rule-templates.ts';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const [id = '', kind = 'object'] = process.argv.slice(2);
if (!/^(no|require|prefer|rollout)-[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !isRuleKind(kind))
  fail(
    'Usage: npm run new-rule ID [object|state|change]\n' +
      'An ID starts with no- (disallow), require- (require), prefer- (advise) or rollout- (what a change causes), ' +
      'as in no-trailing-slash.\n' +
      'object (default): the text of one object; state: a property of one cluster state; change: the states before ' +
      'and after a write.',
  );
const { ruleFile, rule, testFile, test } = ruleFiles(id, kind);
for (const file of [ruleFile, testFile]) if (existsSync(file)) fail(`${file} already exists.`);
writeFileSync(ruleFile, rule);
writeFileSync(testFile, test);
console.log(`Wrote ${ruleFile}
      ${testFile}

Next:
  1. Write the check, its metadata and its examples; list the facts that it requires in \`requires\`.
  2. Test its behavior on both sides of each boundary.
  3. npm run generate        adds it to the index, and writes docs/rules/${id}.md with the messages of the examples
  4. npm run check`);
