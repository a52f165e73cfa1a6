import { type FSWatcher, statSync, watch } from 'node:fs';

/**
 * Reports changes in a directory: a file was written or renamed, or the kubelet replaced the `..data` link of
 * a mounted Secret. It can report too often and miss changes (a network file system, no watches left, a
 * replaced directory). Callers must also poll, and call `arm` each time.
 */
export class DirectoryWatch {
  private readonly directory: string;
  private readonly onChange: () => void;
  private armed: { readonly watcher: FSWatcher; readonly inode: bigint } | undefined;

  constructor(directory: string, onChange: () => void) {
    this.directory = directory;
    this.onChange = onChange;
  }

  /** Watches the directory of this name. Does nothing if it is already watched or does not exist. */
  arm(): void {
    try {
      const inode = statSync(this.directory, { bigint: true }).ino;
      if (inode === this.armed?.inode) return;
      this.disarm();
      const watcher = watch(this.directory, { persistent: false }, this.onChange);
      watcher.on('error', () => this.disarm());
      this.armed = { watcher, inode };
    } catch {
      // Polling continues without the watch.
      this.disarm();
    }
  }

  disarm(): void {
    this.armed?.watcher.close();
    this.armed = undefined;
  }
}
