/** The longest line of the log, without its line end. */
const maxRecordBytes = 16 * 1024;
/** Reserved for the writer and the chain. */
const maxEndBytes = 2048;
export const maxTextBytes = maxRecordBytes - maxEndBytes;

/** The remaining space of a record; lists take from it in turn. */
export class RemainingBytes {
  private leftBytes: number;

  constructor(bytes: number) {
    this.leftBytes = bytes;
  }

  /** The first items that fit into the remaining space and into the share of the list. */
  take<Item>(items: readonly Item[], shareBytes = Number.POSITIVE_INFINITY): readonly Item[] {
    let bytes = 0;
    let count = 0;
    for (const item of items) {
      bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
      if (bytes > Math.min(this.leftBytes, shareBytes)) break;
      count += 1;
    }
    const taken = items.slice(0, count);
    this.leftBytes -= Buffer.byteLength(JSON.stringify(taken));
    return taken;
  }
}
