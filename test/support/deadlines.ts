import type { Deadline } from '../../src/webhook/ports.ts';

/** A deadline that passes when the test calls `pass`. */
export class ManualDeadline implements Deadline {
  private isOver = false;
  private readonly waiting = new Set<() => void>();

  /** The number of registered callbacks. */
  get watchers(): number {
    return this.waiting.size;
  }

  isPast(): boolean {
    return this.isOver;
  }

  whenPast(callback: () => void): () => void {
    this.waiting.add(callback);
    return () => this.waiting.delete(callback);
  }

  pass(): void {
    this.isOver = true;
    for (const callback of this.waiting) callback();
    this.waiting.clear();
  }
}
