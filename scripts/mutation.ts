/**
 * Measures the tests: changes one operator, condition or constant at a time, runs the related tests, and
 * counts the mutants that no test detects. `npm run mutation -- --limit 20 --seed 1 [folder...]`
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const defaultFolders = [
  'src/model',
  'src/rules',
  'src/policy',
  'src/cli/exit-code.ts',
  'src/cli/commands/lint.ts',
];

export interface Mutant {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

const replacements: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ < /g, ' <= '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ >= /g, ' > '],
  [/ \+ 1\b/g, ' - 1'],
  [/ - 1\b/g, ' + 1'],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/: 0,$/g, ': 1,'],
  [/: 1,$/g, ': 0,'],
  [/: 2,$/g, ': 0,'],
];

/** Every mutant of a file. Skips comments, imports and types, where a change has no effect at run time. */
export function mutantsOf(source: string): readonly Mutant[] {
  const lines = source.split('\n');
  return lines.flatMap((line, index) => {
    if (/^\s*(\/\/|\/?\*|import |type |export type |readonly )/.test(line)) return [];
    return replacements.flatMap(([pattern, replacement]) =>
      [...line.matchAll(pattern)].map((match) => {
        const changed = line.slice(0, match.index) + replacement + line.slice(match.index + match[0].length);
        return {
          line: index + 1,
          before: match[0].trim(),
          after: replacement.trim(),
          text: lines.with(index, changed).join('\n'),
        };
      }),
    );
  });
}

/** A seeded generator of numbers in [0, 1), so a run can be repeated. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function sample<Item>(items: readonly Item[], limit: number, next: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** Folders of tests without sockets and processes, which are fast and deterministic. */
const testFolders = new Set([
  'model',
  'rules',
  'policy',
  'kubernetes',
  'engine',
  'cli',
  'reporting',
  'webhook',
  'scenarios',
]);
/** A mutant with an endless loop counts as detected. The longest run takes a tenth of this time. */
const timeoutMs = 600_000;

function passes(args: readonly string[]): boolean {
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--bail', '--passWithNoTests', '--maxWorkers=2', ...args],
    ],
    { cwd: root, stdio: 'ignore', timeout: timeoutMs },
  );
  return status === 0;
}

/** The test of the file itself runs first, because it is fast and most likely to fail. */
export function ownTest(path: string): string {
  return path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
}

function relatedTestsPass(paths: readonly string[]): boolean {
  const ignored = readdirSync(join(root, 'test')).filter((folder) => !testFolders.has(folder));
  return passes([
    ...ignored.map((folder) => `--testPathIgnorePatterns=<rootDir>/test/${folder}/`),
    ...['--findRelatedTests', ...paths],
  ]);
}

/** Whether a test fails for the mutant. */
function isDetected(path: string, { text }: Mutant): boolean {
  const file = join(root, path);
  const original = readFileSync(file, 'utf8');
  const restore = () => writeFileSync(file, original);
  const interrupt = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  try {
    writeFileSync(file, text);
    const test = ownTest(path);
    if (existsSync(join(root, test)) && !passes(['--runTestsByPath', test])) return true;
    return !relatedTestsPass([path]);
  } finally {
    process.removeListener('SIGINT', interrupt);
    restore();
  }
}

function filesIn(folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => (folder.endsWith('.ts') ? [folder] : globSync(`${folder}/**/*.ts`, { cwd: root })))
    .filter((path) => !path.endsWith('.generated.ts'))
    .sort();
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { limit: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  });
  const all = filesIn(positionals.length === 0 ? defaultFolders : positionals).flatMap((path) =>
    mutantsOf(readFileSync(join(root, path), 'utf8')).map((mutant) => ({ path, mutant })),
  );
  const chosen = sample(all, Number(values.limit), random(Number(values.seed)));
  // Otherwise every mutant would count as detected.
  if (!relatedTestsPass([...new Set(chosen.map(({ path }) => path))]))
    throw new Error('Tests fail without a mutant; run npm test');
  let detected = 0;
  for (const { path, mutant } of chosen) {
    const isKilled = isDetected(path, mutant);
    if (isKilled) detected++;
    const { line, before, after } = mutant;
    console.log(`${isKilled ? 'detected' : 'SURVIVED'}  ${path}:${line}  ${before} -> ${after}`);
  }
  const share = chosen.length === 0 ? 0 : Math.round((100 * detected) / chosen.length);
  console.log(`${detected} of ${chosen.length} mutants detected (${share} %); ${all.length} mutants exist`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
