import type { Writable } from 'node:stream';
import type { AuditDestination, AuditTrouble } from './audit-destination.ts';
import { newChain, sealAll } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

/**
 * Standard output, or whatever else cannot be read again: the chain begins with the process. What a reader does not take in time
 * is dropped and counted; answers never wait for it.
 */
export class StreamDestination implements AuditDestination {
  private readonly outbox: Outbox;
  private readonly stream: Writable;
  private head = newChain();

  constructor(stream: Writable, parts: Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'>) {
    this.stream = stream;
    // An error without a listener would end the process; each write learns of its own below.
    stream.on('error', () => {});
    this.outbox = new Outbox({
      ...parts,
      name: 'audit stream',
      waits: 'nobody',
      mostBatchBytes: 1024 * 1024,
      deliver: async (records) => {
        const isFirst = this.head.seq === 0;
        const { lines, head } = sealAll(records, this.head, isFirst ? { opens: { previousFile: null } } : {});
        // Some of it may be out even when the write fails: the numbers are used up, and the gap says so.
        this.head = head;
        await this.writeOut(lines);
      },
      retry: () => 'give-up',
    });
  }

  get trouble(): AuditTrouble | undefined {
    return this.outbox.trouble;
  }

  write(record: string): void | Promise<void> {
    return this.outbox.add(record);
  }

  /** The stream stays open, for whoever opened it to end. */
  close(): Promise<void> {
    return this.outbox.close();
  }

  private writeOut(lines: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.stream.write(lines, (error) => (error ? reject(error) : resolve())),
    );
  }
}
