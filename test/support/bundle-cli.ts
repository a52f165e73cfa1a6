import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildPage } from '../../scripts/build-page.mjs';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

/** Bundles the CLI from the sources into one file. */
export async function bundleCli(folder: string): Promise<string> {
  const outfile = join(folder, 'cli.mjs');
  await build({
    entryPoints: [join(root, 'src', 'main', 'cli.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { MIRRORGUARD_VERSION: JSON.stringify(version) },
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'report.html'), (await buildPage()).html);
  return outfile;
}
