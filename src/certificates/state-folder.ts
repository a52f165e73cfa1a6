import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that only its owner can read: mode 0700, its files 0600. */
export class StateFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Undefined if the file cannot be read; `write` rejects with the reason. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Atomic: readers get the old or the new text. Rejects with the file system error. */
  async write(name: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    // Set the mode even if the folder already existed.
    await chmod(this.folder, 0o700);
    const draft = join(this.folder, `.${name}.${randomUUID()}`);
    try {
      await writeFile(draft, text, { mode: 0o600, flush: true });
      await rename(draft, join(this.folder, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}
