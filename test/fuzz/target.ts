import type fc from 'fast-check';
import type { Json } from '../../src/model/json.ts';

/** A part of the program that reads input of others. */
export interface Target {
  readonly name: string;
  /** Inputs are JSON, so each can become a file of the corpus. */
  readonly inputs: fc.Arbitrary<Json>;
  /** Passes an input to the program. Throws if a response is wrong; returns the cost of each response. */
  check(input: Json, stopwatch: Stopwatch): void | Promise<void>;
  close?(): Promise<void>;
}

/** Measures responses. */
export interface Stopwatch {
  /** Returns what `run` returns. Throws if it takes too much processor time. */
  time<Result>(bytes: number, run: () => Result): Result;
  /** As `time`, for responses of a server: other work happens meanwhile, so only the duration is measured. */
  timeAsync<Result>(bytes: number, run: () => Promise<Result>): Promise<Result>;
}

/** Binds the type of inputs, which the corpus cannot have. */
export function defineTarget<Input extends Json>(target: {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  check(input: Input, stopwatch: Stopwatch): void | Promise<void>;
  close?(): Promise<void>;
}): Target {
  return target as unknown as Target;
}
