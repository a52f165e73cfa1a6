// Bundles the webhook, the CLI, the engine and the report page with esbuild: minified except for names, with
// source maps. docs/adr contains the requirements for cold start and memory. Run by scripts/setup.mjs, `npm
// run build` and the Dockerfile; an argument selects an output folder other than dist/.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { buildPage } from './build-page.mjs';
import { programOptions, root, version } from './bundle-options.mjs';
import { describeLicenses, readBundledPackages } from './bundled-packages.mjs';
import { describeSbom, npmComponent } from './sbom.mjs';

const dist = process.argv[2] ?? join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const programs = await build({
  ...programOptions,
  entryPoints: {
    webhook: 'src/main/webhook.ts',
    'evaluation-worker': 'src/main/evaluation-worker.ts',
    cli: 'src/main/cli.ts',
    hooks: 'src/main/hooks.ts',
  },
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  // Modules that are imported on demand, such as the Kubernetes client, become separate files.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  sourcemap: true,
  // Sources stay in the checkout; the map only needs the positions for stack traces.
  sourcesContent: false,
  // CommonJS packages inside an ES module still use require, __dirname and __filename.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';import{fileURLToPath as __toPath}from'node:url';import{dirname as __toFolder}from'node:path';const require=__createRequire(import.meta.url),__filename=__toPath(import.meta.url),__dirname=__toFolder(__filename);",
  },
});

// The engine is for other programs: readable, for any platform, and without Node modules. Its types are
// generated from the sources.
const engine = await build({
  absWorkingDir: root,
  entryPoints: { engine: 'src/engine/index.ts' },
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'neutral',
  format: 'esm',
  target: 'es2024',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
});
const page = await buildPage();
writeFileSync(join(dist, 'report.html'), page.html);
const packages = readBundledPackages(
  [programs, engine].flatMap(({ metafile }) => Object.keys(metafile.inputs)).concat(page.inputs),
  root,
);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), describeLicenses(packages));
writeFileSync(join(dist, 'sbom.cdx.json'), describeSbom(version, packages.map(npmComponent)));

// The image build has no compiler settings and needs no types.
const typeSettings = join(root, 'tsconfig.engine.json');
if (existsSync(typeSettings)) {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  const emitted = spawnSync(
    process.execPath,
    [compiler, '-p', typeSettings, '--outDir', join(dist, 'types')],
    { stdio: ['ignore', 2, 2] },
  );
  if (emitted.status !== 0) process.exitCode = 1;
}
