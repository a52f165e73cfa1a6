/** What is longer is rare, and would crowd out everything else. */
export const longestKept = 128 * 1024;
/** In characters or bytes of what the values were made of: of ordinary objects some ten thousand. */
const mostRemembered = 4 * 1024 * 1024;

interface Kept<Value> {
  readonly value: Value;
  readonly size: number;
}

/**
 * Values that were made of late, by what they were made of. They hold as long as everything else that they rest on is the same, and
 * are all forgotten when any of it is another. The oldest go first where there are too many.
 *
 * Memory: at most 4 Mi of the sizes given, and the values that go with them.
 */
export class ShortMemory<Key extends string | number, Value> {
  #basis: readonly object[] = [];
  readonly #kept = new Map<Key, Kept<Value>>();
  #size = 0;

  /** @param basis told by identity: of objects that are never changed in place, always in the same order */
  recall(key: Key, basis: readonly object[]): Value | undefined {
    this.#forgetIfOther(basis);
    return this.#kept.get(key)?.value;
  }

  /** @param size of what the value was made of: a value of more than `longestKept` is not remembered */
  keep(key: Key, basis: readonly object[], value: Value, size: number): void {
    this.#forgetIfOther(basis);
    if (size > longestKept || this.#kept.has(key)) return;
    this.#kept.set(key, { value, size });
    this.#size += size;
    // A map keeps the order in which its keys were added: the first is the oldest.
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= mostRemembered) return;
      this.#kept.delete(oldest);
      this.#size -= freed;
    }
  }

  #forgetIfOther(basis: readonly object[]): void {
    if (basis.length === this.#basis.length && basis.every((part, index) => part === this.#basis[index])) return;
    this.#basis = basis;
    this.#kept.clear();
    this.#size = 0;
  }
}
