const firstBytes = 4 * 1024;
/** Limit for body parts that wait for garbage collection. */
const maxGarbageBytes = 4 * 1024 * 1024;

/**
 * Collects the parts of a body in one buffer and returns its memory immediately. The garbage collector does
 * not track buffers outside its heap in time, so a flood of bodies would fill the memory with discarded
 * buffers.
 */
export class BodyBuffer {
  #buffer = new ArrayBuffer(firstBytes);
  #size = 0;

  append(part: Uint8Array): void {
    const size = this.#size + part.length;
    if (size > this.#buffer.byteLength)
      this.#buffer = this.#buffer.transfer(Math.max(size, 2 * this.#buffer.byteLength));
    new Uint8Array(this.#buffer).set(part, this.#size);
    this.#size = size;
  }

  /** Valid until the next call of another method. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#buffer, 0, this.#size);
  }

  release(): void {
    this.#buffer = this.#buffer.transfer(0);
    this.#size = 0;
  }
}

/** Triggers garbage collection of body parts, which V8 would start only after 64 MiB of them. */
export class PartCollector {
  #bytes = 0;

  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < maxGarbageBytes) return;
    this.#bytes = 0;
    // Needs --expose-gc, which the image sets. Parts are short-lived, so a minor collection takes about a
    // millisecond.
    globalThis.gc?.({ type: 'minor' });
  }
}
