// Prepares a checkout: installs packages if node_modules is missing or older than the lock file, and bundles
// if dist/ is older than the sources. Runs on Node >= 20 without installed packages. Prints only if a step
// takes time.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const wantsBundle = !process.argv.includes('--install-only');

function run(title, command, args) {
  console.error(`mirrorguard: ${title}`);
  // Standard output belongs to the command that runs after the setup.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // For a global installation from git, such as that of pre-commit, npm prepares the package without its
    // dependencies.
    env: { ...process.env, npm_config_global: 'false' },
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(
    `mirrorguard: \`${command} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ` with status ${status}`}`,
  );
  process.exit(1);
}

const modifiedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newestIn(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return newest;
}

// npm writes this file last, so its modification time is the time of the installation.
const modules = join(root, 'node_modules');
const installedAt = modifiedAt(join(modules, '.package-lock.json'));
// npm would empty the target folder of a link, which belongs to another checkout.
const isLink = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() === true;
if (installedAt < modifiedAt(join(root, 'package-lock.json')) && !isLink)
  run('installing packages (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);

const bundlers = ['build.mjs', 'build-page.mjs', 'bundle-options.mjs', 'bundled-packages.mjs', 'sbom.mjs'];
if (wantsBundle) {
  const bundledAt = modifiedAt(join(root, 'dist', 'cli.mjs'));
  const sourcesAt = Math.max(
    newestIn(join(root, 'src')),
    ...bundlers.map((name) => modifiedAt(join(root, 'scripts', name))),
    modifiedAt(join(root, 'package-lock.json')),
  );
  if (bundledAt < sourcesAt) run('bundling', process.execPath, [join(root, 'scripts', 'build.mjs')]);
}
