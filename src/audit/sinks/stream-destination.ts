import type { Writable } from 'node:stream';
import type { AuditDestination, AuditTrouble } from './audit-destination.ts';
import { newChain, sealAll } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

/**
 * Standard output, a pipe or a device: it cannot be read back, so the chain starts with the process.
 * Records that the reader does not accept in time are dropped and counted; responses never wait.
 */
export class StreamDestination implements AuditDestination {
  private readonly outbox: Outbox;
  private readonly stream: Writable;
  private head = newChain();

  constructor(stream: Writable, parts: Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'>) {
    this.stream = stream;
    // An error without a listener would end the process; each write handles its own below.
    stream.on('error', () => {});
    this.outbox = new Outbox({
      ...parts,
      name: 'audit stream',
      maxBatchBytes: 1024 * 1024,
      deliver: async (records) => {
        const isFirst = this.head.seq === 0;
        const { lines, head } = sealAll(records, this.head, isFirst ? { opens: { previousFile: null } } : {});
        // Part of a failed write may have been sent, so its numbers are used up; the gap shows that.
        this.head = head;
        await this.writeOut(lines);
      },
      retry: () => 'drop',
    });
  }

  get trouble(): AuditTrouble | undefined {
    return this.outbox.trouble;
  }

  write(record: string): void {
    this.outbox.add(record);
  }

  /** Leaves the stream open for its owner. */
  close(): Promise<void> {
    return this.outbox.close();
  }

  private writeOut(lines: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.stream.write(lines, (error) => (error ? reject(error) : resolve())),
    );
  }
}
