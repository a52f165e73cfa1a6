import { type FSWatcher, statSync, watch } from 'node:fs';

/**
 * Tells that something changed in a directory: a file written or renamed, or the `..data` link swapped by which the kubelet
 * updates a mounted Secret. It may tell too often, and it may miss something (a network file system, no watches left, a directory
 * that was replaced), so whoever uses it also polls, and calls `arm` each time.
 */
export class DirectoryWatch {
  private readonly directory: string;
  private readonly onChange: () => void;
  private armed: { readonly watcher: FSWatcher; readonly inode: bigint } | undefined;

  constructor(directory: string, onChange: () => void) {
    this.directory = directory;
    this.onChange = onChange;
  }

  /** Watches the directory that has the name now. Does nothing while that is watched already, or there is none. */
  arm(): void {
    try {
      const inode = statSync(this.directory, { bigint: true }).ino;
      if (inode === this.armed?.inode) return;
      this.disarm();
      const watcher = watch(this.directory, { persistent: false }, this.onChange);
      watcher.on('error', () => this.disarm());
      this.armed = { watcher, inode };
    } catch {
      // Polling goes on without it.
      this.disarm();
    }
  }

  disarm(): void {
    this.armed?.watcher.close();
    this.armed = undefined;
  }
}
