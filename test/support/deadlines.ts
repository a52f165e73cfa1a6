import type { Deadline } from '../../src/webhook/ports.ts';

/** A deadline that passes when the test says so. */
export class ManualDeadline implements Deadline {
  private isOver = false;
  private readonly waiting = new Set<() => void>();

  /** How many wait for it. */
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
