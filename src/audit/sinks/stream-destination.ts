import type { Writable } from 'node:stream';
import type { ChainHead } from '../audit-chain.ts';
import type { AuditDestination, AuditProblem, NumberedRecord } from './audit-destination.ts';
import { type Chain, sealAll } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

/**
 * Standard output, a pipe or a device. It cannot be read back, so the chain starts with the process. Records
 * that the reader does not accept in time are dropped and counted; responses never wait.
 */
export class StreamDestination implements AuditDestination {
  private readonly outbox: Outbox;
  private readonly stream: Writable;
  private head: ChainHead | undefined;

  constructor(
    stream: Writable,
    chain: Chain,
    parts: Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'>,
  ) {
    this.stream = stream;
    // An unhandled stream error would end the process; each write handles its own error below.
    stream.on('error', () => {});
    this.outbox = new Outbox({
      ...parts,
      name: 'audit stream',
      maxBatchBytes: 1024 * 1024,
      deliver: async (records) => {
        const { lines, head } = sealAll(records, chain, this.head);
        await this.writeOut(lines);
        // Not updated after a failed write: the next record continues the last written one.
        this.head = head;
      },
      retry: () => 'drop',
    });
  }

  get problem(): AuditProblem | undefined {
    return this.outbox.problem;
  }

  write(record: NumberedRecord): void {
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
