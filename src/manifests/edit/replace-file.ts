import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a text in the place of a file's, at once: whoever reads it sees the old one or the new one, also when the disk is full or the
 * machine goes down in between. Mode and owner stay, and a symbolic link keeps leading to the file. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  // Renaming needs the right to write the folder, and would not mind a file that may not be written.
  accessSync(target, constants.W_OK);
  const before = statSync(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', flush: true });
    chmodSync(temporary, before.mode);
    const { uid, gid } = statSync(temporary);
    if (uid !== before.uid || gid !== before.gid) chownSync(temporary, before.uid, before.gid);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!isDenied(error)) throw error;
    // The folder may not be written, or the owner not be given: then in place, as an editor would.
    writeFileSync(target, text, { flush: true });
  }
}

function isDenied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}
