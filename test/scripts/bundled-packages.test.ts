import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
// @ts-expect-error: a script without types
import { describeLicenses, readBundledPackages } from '../../scripts/bundled-packages.mjs';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const root = temporaryFolder();

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('the licenses of bundled packages', () => {
  it('are listed once for each package, sorted by name, also for packages inside others', () => {
    write('node_modules/outer/package.json', '{ "name": "outer", "version": "2.0.0", "license": "MIT" }');
    write('node_modules/outer/LICENSE', 'MIT, by Ann\n');
    write(
      'node_modules/outer/node_modules/@scope/inner/package.json',
      '{ "name": "@scope/inner", "version": "1.0.0", "license": "Apache-2.0" }',
    );
    write('node_modules/outer/node_modules/@scope/inner/NOTICE.md', 'A notice\n');
    write('node_modules/outer/node_modules/@scope/inner/license.txt', 'Apache\n');
    const inputs = [
      'src/main/cli.ts',
      'node_modules/outer/index.js',
      'node_modules/outer/lib/more.js',
      'node_modules/outer/node_modules/@scope/inner/index.js',
    ];
    expect(describeLicenses(readBundledPackages(inputs, root))).toBe(
      `@scope/inner 1.0.0 (Apache-2.0)\n\nA notice\n\nApache\n\n${'-'.repeat(100)}\n\nouter 2.0.0 (MIT)\n\nMIT, by Ann\n`,
    );
  });

  it('throws for a package without a license', () => {
    write('node_modules/unclear/package.json', '{ "name": "unclear", "version": "1.0.0" }');
    expect(() => readBundledPackages(['node_modules/unclear/index.js'], root)).toThrow(
      'unclear 1.0.0 does not state its license',
    );
  });
});
