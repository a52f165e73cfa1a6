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
 * Replaces the text of a file atomically; safe on a full disk or a crash. Keeps mode, owner and symbolic
 * links. Throws the system error.
 */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  // Check write permission explicitly: a rename needs only permission for the folder and would replace a
  // read-only file.
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
    // Without permission to write the folder or to set the owner, write in place like an editor.
    writeFileSync(target, text, { flush: true });
  }
}

function isDenied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}
