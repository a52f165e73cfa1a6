/**
 * Checks limits without a linter rule: columns per line, including strings and comments, and files per
 * folder.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const maxColumns = 110;
const maxFiles = 30;
/** Exempt from the file limit, because each rule is one file. */
const folderOfRules = /^src\/rules\/(object|state|change)$/;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export function longLines({ path, text }: SourceFile): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const { length } = [...line];
    return length > maxColumns
      ? [`${path}:${index + 1} has ${length} columns; the limit is ${maxColumns}`]
      : [];
  });
}

export function crowdedFolders(paths: readonly string[]): readonly string[] {
  return [...Map.groupBy(paths, dirname)]
    .filter(([folder, files]) => files.length > maxFiles && !folderOfRules.test(folder))
    .map(([folder, { length }]) => `${folder} has ${length} .ts files; the limit is ${maxFiles}`);
}

function readSources(root: string): readonly SourceFile[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = readSources(join(import.meta.dirname, '..'));
  const problems = [...sources.flatMap(longLines), ...crowdedFolders(sources.map(({ path }) => path))];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
