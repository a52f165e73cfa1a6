import { basename, dirname, join } from 'node:path';

/** SQLITE_BUSY: another process holds the lock. */
const busy = 5;

/** Another process writes the file. */
export class LockedFile extends Error {}

/** The path of the lock file, which `audit.log*` does not match. The file is never removed. */
export function lockPathOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.lock`);
}

export interface FileLock {
  release(): void;
}

/**
 * Locks a log for the lifetime of the process. The system releases the lock when the process ends, even if it
 * is killed. Node.js has no lock function, so SQLite, which is part of Node.js, locks an empty file in the
 * folder of the log (ADR 72).
 * Throws `LockedFile`, or another error if the file system does not support locks.
 */
export async function lockFile(path: string): Promise<FileLock> {
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(lockPathOf(path), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { readonly errcode?: number }).errcode === busy)
      throw new LockedFile(`another process writes ${path}; each process needs its own file`);
    throw error;
  }
  return { release: () => lock.close() };
}
