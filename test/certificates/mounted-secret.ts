import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A directory with the layout of a Secret volume. The kubelet links each file into `..data`, which is a link
 * to the folder of one version. An update renames a new link over `..data`.
 */
export class MountedSecret {
  readonly directory: string;
  private version = 0;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  update(files: Readonly<Record<string, string>>): void {
    const before = `..version_${this.version}`;
    const now = `..version_${++this.version}`;
    mkdirSync(join(this.directory, now));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.directory, now, name), text);
    symlinkSync(now, join(this.directory, '..data_tmp'));
    renameSync(join(this.directory, '..data_tmp'), join(this.directory, '..data'));
    if (this.version === 1)
      for (const name of Object.keys(files)) symlinkSync(join('..data', name), join(this.directory, name));
    rmSync(join(this.directory, before), { recursive: true, force: true });
  }
}
