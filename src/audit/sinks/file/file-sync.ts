import type { FileHandle } from 'node:fs/promises';
import type { AuditFileParts, FsyncPolicy } from './audit-file-parts.ts';

const intervalMs = 1000;

/** Syncs a file to disk according to the policy. */
export class FileSync {
  private readonly policy: FsyncPolicy;
  private readonly parts: AuditFileParts;
  private readonly current: () => FileHandle | undefined;
  private cancel: (() => void) | undefined;

  /** @param current returns the open file when a delayed sync is due */
  constructor(policy: FsyncPolicy, parts: AuditFileParts, current: () => FileHandle | undefined) {
    this.policy = policy;
    this.parts = parts;
    this.current = current;
  }

  /** Call after each write. */
  async written(handle: FileHandle): Promise<void> {
    if (this.policy === 'never') return;
    if (this.policy !== 'interval') return this.sync(handle);
    this.cancel ??= this.parts.setTimer(() => {
      this.cancel = undefined;
      void this.syncCurrent();
    }, intervalMs);
  }

  stop(): void {
    this.cancel?.();
  }

  private async syncCurrent(): Promise<void> {
    const handle = this.current();
    if (handle === undefined) return;
    try {
      await this.sync(handle);
    } catch (error) {
      this.parts.meter.failed();
      this.parts.logger.error('Audit file fsync failed', { err: error });
    }
  }

  private async sync(handle: FileHandle): Promise<void> {
    const { clock, meter } = this.parts;
    const startedMs = clock.monotonicMs();
    await handle.datasync();
    meter.synced((clock.monotonicMs() - startedMs) / 1000);
  }
}
