import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type RuleKind, ruleFiles } from '../../scripts/rule-templates.ts';
import { type ExampleCase, toFullExample } from '../../src/rules/example.ts';
import type { AnyRule } from '../../src/rules/rule.ts';
import { check } from '../support/check.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-new-rule-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads the rule from its file in a temporary folder. */
async function loadRule(kind: RuleKind): Promise<AnyRule> {
  const { ruleFile, rule } = ruleFiles('no-new', kind);
  const file = join(folder, ruleFile);
  mkdirSync(join(file, '..'), { recursive: true });
  const sources = pathToFileURL(join(root, 'src')).href.replace('file://', '');
  writeFileSync(
    file,
    rule.replaceAll("'../../model/", `'${sources}/model/`).replaceAll("'../", `'${sources}/rules/`),
  );
  const { default: loaded } = (await import(file)) as { default: AnyRule };
  return loaded;
}

describe.each(['object', 'state', 'change'] as const)('a new %s rule', (kind) => {
  it('reports its invalid example at the source, and accepts the valid one', async () => {
    const rule = await loadRule(kind);
    const { valid, invalid } = rule.meta.examples;
    const reported = (examples: readonly ExampleCase[]) =>
      examples.map((example) => check(rule, toFullExample(example)).map(({ path }) => path.join('.')));
    expect([rule.kind, reported(invalid), reported(valid)]).toEqual([
      kind,
      [['spec.imageDigestMirrors.0.source']],
      [[]],
    ]);
  });

  it('has a test that imports it by its path', () => {
    const { testFile, test } = ruleFiles('no-new', kind);
    expect(testFile).toBe(`test/rules/${kind}/no-new.test.ts`);
    expect(test).toContain(`from '../../../src/rules/${kind}/no-new.ts'`);
  });
});
