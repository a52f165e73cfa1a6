import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replaceFile } from '../../../src/manifests/edit/replace-file.ts';
import { inFolder } from '../../cli/temporary-folder.ts';

describe('replaceFile', () => {
  it('keeps the mode, and leaves no other file in the folder', async () => {
    await inFolder({}, (folder) => {
      const path = join(folder, 'a.yaml');
      for (const mode of [0o600, 0o640, 0o664, 0o755]) {
        writeFileSync(path, 'old');
        chmodSync(path, mode);
        replaceFile(path, 'new');
        expect(readFileSync(path, 'utf8')).toBe('new');
        expect(statSync(path).mode & 0o777).toBe(mode);
      }
      expect(readdirSync(folder)).toEqual(['a.yaml']);
    });
  });

  it('writes the target of a symbolic link, and retains the link', async () => {
    await inFolder({}, (folder) => {
      const [path, link] = [join(folder, 'a.yaml'), join(folder, 'link.yaml')];
      writeFileSync(path, 'old');
      symlinkSync('a.yaml', link);
      replaceFile(link, 'new');
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
    });
  });

  it('replaces the file atomically: an open reader still reads the old file', async () => {
    await inFolder({}, (folder) => {
      const [path, other] = [join(folder, 'a.yaml'), join(folder, 'b.yaml')];
      writeFileSync(path, 'old');
      linkSync(path, other);
      replaceFile(path, 'new');
      expect(readFileSync(other, 'utf8')).toBe('old');
    });
  });

  it('throws the system error for a missing file, and creates none', async () => {
    await inFolder({}, (folder) => {
      expect(() => replaceFile(join(folder, 'a.yaml'), 'new')).toThrow('ENOENT');
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
