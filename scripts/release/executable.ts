import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from '../build-page.mjs';
import { programOptions } from '../bundle-options.mjs';

const postject = fileURLToPath(import.meta.resolve('postject/dist/cli.js'));
/** Values from the Node documentation of single executable applications. */
const injection = [
  '--sentinel-fuse',
  'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  '--macho-segment-name',
  'NODE_SEA',
];

/**
 * Writes an executable that contains Node and the CLI.
 * @param node the Node binary for the platform of the executable, in the version of this process
 * @param options.sign for macOS, which runs only signed programs on arm64
 */
export async function buildExecutable(
  node: string,
  output: string,
  { sign = false }: { readonly sign?: boolean } = {},
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'mirrorguard-executable-'));
  try {
    const blob = await prepareBlob(work);
    copyFileSync(node, output);
    chmodSync(output, 0o755);
    if (sign) execFileSync('codesign', ['--remove-signature', output]);
    execFileSync(process.execPath, [postject, output, 'NODE_SEA_BLOB', blob, ...injection], {
      stdio: 'pipe',
    });
    if (sign) execFileSync('codesign', ['--sign', '-', output]);
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function prepareBlob(folder: string): Promise<string> {
  const main = join(folder, 'cli.cjs');
  await build({ ...programOptions, entryPoints: ['src/main/cli.ts'], format: 'cjs', outfile: main });
  const page = join(folder, 'report.html');
  writeFileSync(page, (await buildPage()).html);
  const blob = join(folder, 'cli.blob');
  const config = join(folder, 'sea-config.json');
  // A code cache or a snapshot would be valid for one platform only.
  const settings = { disableExperimentalSEAWarning: true, useCodeCache: false, useSnapshot: false };
  const assets = { 'report.html': page };
  writeFileSync(config, JSON.stringify({ main, output: blob, assets, ...settings }));
  execFileSync(process.execPath, ['--experimental-sea-config', config], {
    stdio: 'pipe',
  });
  return blob;
}
