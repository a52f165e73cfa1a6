import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const { version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly dependencies?: object;
};

describe('the npm package', () => {
  let folder: string;
  let installed: string;
  const npm = (...args: readonly string[]) =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-npm-'));
    // Skip `prepare`, which would replace dist/ while other tests read it. `pretest` has already built it.
    const [packed] = JSON.parse(
      npm('pack', root, '--ignore-scripts', '--json', '--pack-destination', folder),
    ) as readonly [{ readonly filename: string }];
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    // The package has no dependencies, so npm needs no network access.
    npm('install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`);
    installed = join(folder, 'node_modules', 'mirrorguard');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('installs no other package', () => {
    expect(dependencies).toBeUndefined();
    expect(globSync('*', { cwd: join(folder, 'node_modules') })).toEqual(['mirrorguard']);
  });

  it('is smaller than 9 MB', () => {
    const files = globSync('**/*', { cwd: installed }).map((path) => statSync(join(installed, path)));
    const bytes = files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeGreaterThan(1e6);
    expect(bytes).toBeLessThan(9e6);
  });

  it('prints its version with npx', () => {
    expect(npm('exec', '--offline', '--', 'mirrorguard', '--version')).toBe(`${version}\n`);
  });

  it('contains the engine with its types', () => {
    const program =
      "import { ruleDescriptions } from 'mirrorguard/engine';" +
      "console.log(ruleDescriptions.find(({ id }) => id === 'no-scheme').summary);";
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(output).toBe('Disallow schemes in sources and mirrors\n');
    expect(existsSync(join(installed, 'dist', 'types', 'engine', 'index.d.ts'))).toBe(true);
  });

  it('contains the report page', () => {
    expect(npm('exec', '--offline', '--', 'mirrorguard', 'report', '--empty')).toContain(
      '<title>mirrorguard report</title>',
    );
  });

  it('contains the licenses of the bundled packages', () => {
    expect(existsSync(join(installed, 'LICENSE'))).toBe(true);
    const licenses = readFileSync(join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(licenses).toMatch(/^commander \d/m);
  });
});
