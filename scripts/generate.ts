/**
 * Writes the files that are generated from the sources: lists, pages, tables. With `--check` it writes
 * nothing and fails if a file is stale. To add a generator, add a file under scripts/generate/ and a line
 * here.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generator } from './generate/generator.ts';

/** Loaded in this order, because later generators import the lists that the first one writes. */
const generators: readonly (() => Promise<{ readonly default: Generator }>)[] = [
  () => import('./generate/catalog-indexes.ts'),
  () => import('./generate/validators.ts'),
  () => import('./generate/policy-schema.ts'),
  () => import('./generate/policy-reference.ts'),
  () => import('./generate/rule-pages.ts'),
  () => import('./generate/rule-reference.ts'),
  () => import('./generate/error-messages.ts'),
  () => import('./generate/configuration-reference.ts'),
  () => import('./generate/guides.ts'),
  () => import('./generate/chart-fragments.ts'),
  () => import('./generate/chart-values.ts'),
  () => import('./generate/chart-static-rules.ts'),
  () => import('./generate/audit-reference.ts'),
  () => import('./generate/cli-reference.ts'),
  () => import('./generate/metrics-reference.ts'),
  () => import('./generate/log-reference.ts'),
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

for (const load of generators) {
  const { default: generator } = await load();
  const files = await generator.generate();
  for (const [path, content] of files) {
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  for (const path of leftovers(generator, files)) {
    stale.push(path);
    if (!isCheck) rmSync(path);
  }
  // Later generators depend on this one; with stale lists, they would report files that are not the cause.
  if (isCheck && stale.length > 0) break;
}

function leftovers({ folder, owns }: Generator, files: ReadonlyMap<string, string>): readonly string[] {
  if (folder === undefined || owns === undefined || !existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => owns(path) && !files.has(path));
}

if (isCheck && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}\nRun \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  for (const path of stale) console.log(`${existsSync(path) ? 'wrote' : 'removed'} ${path}`);
}
