import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { StateFolder } from '../../src/certificates/state-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const root = temporaryFolder();

describe('StateFolder', () => {
  it('is created at the first write, readable only for its owner', async () => {
    const folder = join(root, 'a', 'b');
    await new StateFolder(folder).write('tls.key', 'secret');
    expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(folder, 'tls.key'))).toBe(0o600);
  });

  it('removes permissions of other users', async () => {
    const folder = join(root, 'open');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'tls.key'), 'old', { mode: 0o644 });
    await new StateFolder(folder).write('tls.key', 'new');
    expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(folder, 'tls.key'))).toBe(0o600);
  });

  it('returns the written content, or undefined for a missing file', async () => {
    const state = new StateFolder(join(root, 'c'));
    expect(await state.read('x')).toBeUndefined();
    await state.write('x', 'one');
    await state.write('x', 'two');
    expect(await state.read('x')).toBe('two');
  });

  it('leaves no temporary file, even after a failed write', async () => {
    const folder = join(root, 'd');
    const state = new StateFolder(folder);
    mkdirSync(join(folder, 'x', 'not-empty'), { recursive: true });
    await expect(state.write('x', 'text')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['x']);
  });
});
