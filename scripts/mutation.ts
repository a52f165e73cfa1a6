/**
 * Measures the tests: changes one operator, condition or constant at a time, runs the related tests, and counts the
 * mutants that no test detects. `npm run mutation -- --limit 20 --seed 1 [folder...]`
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Whether a test fails for the mutant. Tests that hang count as failed. */
function isDetected(path: string, { text }: Mutant): boolean {
  const original = readFileSync(path, 'utf8');
  const restore = () => writeFileSync(path, original);
  const interrupt = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  try {
    writeFileSync(path, text);
    const { status } = spawnSync(
      process.execPath,
      [
        ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--bail'],
        ...['--maxWorkers=2', '--testPathIgnorePatterns=/e2e/', '--testPathIgnorePatterns=/charts/'],
        ...['--findRelatedTests', path],
      ],
      { cwd: root, stdio: 'ignore', timeout: 300_000 },
    );
    return status !== 0;
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
  let detected = 0;
  for (const { path, mutant } of chosen) {
    const isKilled = isDetected(join(root, path), mutant);
    if (isKilled) detected++;
    const { line, before, after } = mutant;
    console.log(`${isKilled ? 'detected' : 'SURVIVED'}  ${path}:${line}  ${before} -> ${after}`);
  }
  const share = chosen.length === 0 ? 0 : Math.round((100 * detected) / chosen.length);
  console.log(`${detected} of ${chosen.length} mutants detected (${share} %); ${all.length} mutants exist`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
