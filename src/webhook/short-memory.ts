/** What is longer is rare, and would crowd out everything else. */
export const longestKept = 128 * 1024;
/** In characters or bytes of what the values were made of: of ordinary objects some thousands. */
const mostInAGeneration = 2 * 1024 * 1024;

/**
 * Values that were made of late, by what they were made of. They hold as long as everything else that they rest on is the same, and
 * are all forgotten when any of it is another.
 *
 * Where there are too many, the older half goes at once: to take the oldest out of a map one by one takes longer with each that was taken out.
 *
 * Memory: at most 4 Mi of the sizes given, and the values that go with them.
 */
export class ShortMemory<Key extends string | number, Value> {
  #basis: readonly object[] = [];
  #newer = new Map<Key, Value>();
  #older: ReadonlyMap<Key, Value> = new Map();
  /** Of the newer ones. */
  #size = 0;

  /** @param basis told by identity: of objects that are never changed in place, always in the same order */
  recall(key: Key, basis: readonly object[]): Value | undefined {
    this.#forgetIfOther(basis);
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  /** @param size of what the value was made of: a value of more than `longestKept` is not remembered */
  keep(key: Key, basis: readonly object[], value: Value, size: number): void {
    this.#forgetIfOther(basis);
    if (size > longestKept || this.#newer.has(key)) return;
    if (this.#size + size > mostInAGeneration) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#size = 0;
    }
    this.#newer.set(key, value);
    this.#size += size;
  }

  #forgetIfOther(basis: readonly object[]): void {
    if (basis.length === this.#basis.length && basis.every((part, index) => part === this.#basis[index]))
      return;
    this.#basis = basis;
    this.#newer = new Map();
    this.#older = new Map();
    this.#size = 0;
  }
}
