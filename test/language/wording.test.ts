import { describe, expect, it } from '@jest/globals';
import { findWordings } from './find-wordings.ts';
import { brokenLinks } from './links.ts';
import { scannedTexts, titleLines } from './texts.ts';

const texts = scannedTexts();
const problems = texts.flatMap(({ path, lines }) =>
  lines.flatMap((line, index) => findWordings(line).map((problem) => `${path}:${index + 1}: ${problem}`)),
);

describe('project wording', () => {
  it('uses no banned wording', () => {
    expect(problems).toEqual([]);
  });

  it('scans documentation, sources, the chart and test titles', () => {
    const scanned = new Set(texts.map(({ path }) => path));
    const samples = [
      'README.md',
      'docs/domain.md',
      'docs/reference/schema/policy.schema.json',
      'src/rules/define-rule.ts',
      'charts/mirrorguard/values.yaml',
      'charts/mirrorguard/templates/NOTES.txt',
      'scripts/generate.ts',
      'src/page/ui/app.tsx',
      'test/scenarios/lint-deny.txt',
    ];
    expect(samples.filter((path) => !scanned.has(path))).toEqual([]);
    expect([...scanned].some((path) => path.endsWith('.test.ts'))).toBe(true);
  });
});

describe('findWordings', () => {
  it.each([
    ['The CA is made anew.', 'anew'],
    ['Mirrors lie in one registry.', 'lie in'],
    ['from 4.16 on', 'from 4.16 on'],
    ['From OpenShift 4.16 onwards', 'From Open Shift 4.16 onwards'],
    ['one a line', 'one a line'],
    ['const judgeInput = 1;', 'judge'],
    ["import './judge-input.ts';", 'judge'],
    ['The gate is open.', 'gate'],
    ['The API server refuses it.', 'refuses'],
    ['a record that was removed is missed', 'is missed'],
    ['There is no rule that reads it.', 'There is no rule that'],
  ])('reports the banned wording of %j', (line, found) => {
    expect(findWordings(line)).toEqual([expect.stringContaining(`"${found}": use `)]);
  });

  it.each([
    'The feature gate SigstoreImageVerification is on; FeatureGate `cluster`, featureGates',
    'connect ECONNREFUSED: connection refused',
    'besides, household, lawful, delegates, navigates, outstanding',
    'It reads the file from the folder on start.',
    'The rule on the left applies.',
    'It reports a commendable amendment.',
  ])('accepts %j', (line) => {
    expect(findWordings(line)).toEqual([]);
  });
});

describe('titleLines', () => {
  it('finds titles of describe, it and each, on the line of the title', () => {
    const code =
      "describe('a', () => {\n  it(\n    'b',\n  );\n  it.each([['x']])('c %s', f);\n  call('d');\n});";
    expect(titleLines(code)).toEqual([' a', '', ' b', '', ' c %s', '', '']);
  });
});

describe('links', () => {
  it('lead to existing files and headings', () => {
    const pages = texts.map(({ path }) => path).filter((path) => path.endsWith('.md'));
    expect(pages.flatMap((path) => brokenLinks(path))).toEqual([]);
  });
});
