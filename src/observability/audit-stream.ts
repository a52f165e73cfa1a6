import type { Writable } from 'node:stream';
import type { AuditRecord } from '../admission/audit-record.ts';
import type { AuditSink, Logger } from '../admission/ports.ts';

/** A reader that stands still must not fill the memory: some 20,000 records. */
const mostPendingBytes = 16 * 1024 * 1024;

export interface AuditStreamMeter {
  written(records: number): void;
  dropped(records: number): void;
}

/**
 * Writes records as lines to a stream, many at a time, while requests go on. What cannot be written is counted and said in the
 * log: an audit log that is full or broken does not stop the cluster.
 */
export class AuditStream implements AuditSink {
  private lines: string[] = [];
  private pendingBytes = 0;
  private isWriting = false;
  private isBroken = false;
  private whenIdle: (() => void)[] = [];
  private readonly stream: Writable;
  private readonly meter: AuditStreamMeter;
  private readonly logger: Logger;

  constructor(stream: Writable, { meter, logger }: { readonly meter: AuditStreamMeter; readonly logger: Logger }) {
    this.stream = stream;
    this.meter = meter;
    this.logger = logger;
    // An error without a listener would end the process; each write learns of its own below.
    stream.on('error', () => {});
  }

  record(record: AuditRecord): void {
    const line = `${JSON.stringify(record)}\n`;
    if (this.pendingBytes + line.length > mostPendingBytes) {
      this.meter.dropped(1);
      this.sayBroken('audit log cannot keep up: records are dropped');
      return;
    }
    this.lines.push(line);
    this.pendingBytes += line.length;
    if (this.lines.length === 1 && !this.isWriting) setImmediate(() => this.writePending());
  }

  /** Resolves when everything taken is written or given up; the stream itself stays open, for whoever opened it to end. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.whenIdle.push(resolve);
      this.writePending();
    });
  }

  private writePending(): void {
    if (this.isWriting) return;
    if (this.lines.length === 0) {
      for (const resolve of this.whenIdle.splice(0)) resolve();
      return;
    }
    const { lines } = this;
    this.lines = [];
    this.pendingBytes = 0;
    this.isWriting = true;
    this.stream.write(lines.join(''), (error) => {
      this.isWriting = false;
      if (error) {
        this.meter.dropped(lines.length);
        this.sayBroken('audit log cannot be written: records are dropped', error);
      } else {
        this.meter.written(lines.length);
        this.isBroken = false;
      }
      this.writePending();
    });
  }

  /** Once a trouble, not once a record. */
  private sayBroken(message: string, error?: Error): void {
    if (!this.isBroken) this.logger.error(message, { err: error });
    this.isBroken = true;
  }
}
