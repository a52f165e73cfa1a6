/** What is longer is rare, and would crowd out everything else. */
export const longestKey = 128 * 1024;
/** In characters of keys: of ordinary objects some ten thousand. */
const mostRemembered = 4 * 1024 * 1024;

/**
 * Values that were made of late, by the text they were made of. They hold as long as everything else that they rest on is the same, and
 * are all forgotten when any of it is another. The oldest go first where there are too many.
 *
 * Memory: at most 4 Mi characters of keys, and the values that go with them.
 */
export class ShortMemory<Value> {
  #basis: readonly object[] = [];
  readonly #values = new Map<string, Value>();
  #size = 0;

  /** @param basis told by identity: of objects that are never changed in place, always in the same order */
  recall(key: string, basis: readonly object[]): Value | undefined {
    this.#forgetIfOther(basis);
    return this.#values.get(key);
  }

  keep(key: string, basis: readonly object[], value: Value): void {
    this.#forgetIfOther(basis);
    if (key.length > longestKey || this.#values.has(key)) return;
    this.#values.set(key, value);
    this.#size += key.length;
    // A map keeps the order in which its keys were added: the first is the oldest.
    for (const oldest of this.#values.keys()) {
      if (this.#size <= mostRemembered) return;
      this.#values.delete(oldest);
      this.#size -= oldest.length;
    }
  }

  #forgetIfOther(basis: readonly object[]): void {
    if (basis.length === this.#basis.length && basis.every((part, index) => part === this.#basis[index])) return;
    this.#basis = basis;
    this.#values.clear();
    this.#size = 0;
  }
}
