import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const temporary = temporaryFolder();

describe('the set-up of a checkout', () => {
  it('does not run npm in a linked node_modules, which npm would empty', () => {
    const folder = mkdtempSync(join(temporary, 'linked-'));
    const packages = join(folder, 'packages');
    const checkout = join(folder, 'checkout');
    for (const path of [packages, join(checkout, 'scripts')]) mkdirSync(path, { recursive: true });
    writeFileSync(join(packages, 'kept'), '');
    cpSync(join(root, 'scripts', 'setup.mjs'), join(checkout, 'scripts', 'setup.mjs'));
    writeFileSync(join(checkout, 'package-lock.json'), '{}');
    symlinkSync(packages, join(checkout, 'node_modules'));

    const { status, stderr } = spawnSync(
      process.execPath,
      [join(checkout, 'scripts', 'setup.mjs'), '--install-only'],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(join(packages, 'kept'))).toBe(true);
  });
});
