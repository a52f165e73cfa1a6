import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of texts that nobody else may read: 0700, its files 0600. */
export class StateFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Undefined where there is nothing to read, for whatever reason; `write` tells the reason. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** A reader sees the old text or the new one, never a part. Rejects with the error of the file system. */
  async write(name: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    // Also where the folder was there before, with other rights.
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
