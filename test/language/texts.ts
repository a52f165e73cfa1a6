import { globSync, readFileSync } from 'node:fs';

/** A text that people read. Lines keep their numbers; lines that are not scanned are empty. */
export interface ScannedText {
  readonly path: string;
  readonly lines: readonly string[];
}

const whole = [
  '*.md',
  'Dockerfile',
  'docs/**/*.{md,json}',
  'action.yml',
  '.pre-commit-hooks.yaml',
  '.github/**/*.yml',
  'site/*.{ts,mts,md}',
  'site/.vitepress/*.{ts,mts}',
  'src/**/*.{ts,tsx,css,md}',
  'scripts/**/*.{ts,mjs,cjs}',
  'charts/**/*.{md,yaml,tpl,txt,json}',
  'examples/**/*.{yaml,json,md}',
  'test/**/*.md',
];
const skipped = [/\.generated\.ts$/, /^test\/language\//];

/** Documentation, the chart and sources completely, but only the titles of tests and scenarios. */
export function scannedTexts(): readonly ScannedText[] {
  return [
    ...paths(whole).map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n') })),
    ...paths(['test/**/*.test.ts']).map((path) => ({ path, lines: titleLines(readFileSync(path, 'utf8')) })),
    ...paths(['test/scenarios/*.txt']).map((path) => ({
      path,
      lines: firstLine(readFileSync(path, 'utf8')),
    })),
  ];
}

function paths(patterns: readonly string[]): readonly string[] {
  return globSync([...patterns])
    .filter((path) => !skipped.some((pattern) => pattern.test(path)))
    .sort();
}

/** The title of a scenario. */
function firstLine(text: string): readonly string[] {
  return text.split('\n').slice(0, 1);
}

/** Matches `it('...'`, `describe.each(rows)('...'` and similar calls; the first string is the title. */
const title =
  /(?:\b(?:describe|it|test)(?:\.\w+)*\(|\)\()\s*(?<quote>['"`])(?<text>(?:\\.|(?!\k<quote>).)*)/g;

/** Lines that contain only the titles of `describe`, `it` and `test`. */
export function titleLines(code: string): readonly string[] {
  const lines = code.split('\n').map(() => '');
  for (const match of code.matchAll(title)) {
    const line = code.slice(0, match.index + match[0].length).split('\n').length - 1;
    lines[line] = `${lines[line]} ${match.groups?.text}`;
  }
  return lines;
}
