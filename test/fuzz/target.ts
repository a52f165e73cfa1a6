import type fc from 'fast-check';
import type { Json } from '../../src/model/json.ts';

/** Code that parses external input. */
export interface Target {
  readonly name: string;
  /** Inputs are JSON, so each can be stored as a file of the corpus. */
  readonly inputs: fc.Arbitrary<Json>;
  /** Passes an input to the code. Throws an error if a response is wrong. */
  check(input: Json, stopwatch: Stopwatch): void | Promise<void>;
  close?(): Promise<void>;
}

/** Measures responses. */
export interface Stopwatch {
  /** Returns the result of `run`. Throws an error if it takes too much CPU time. */
  time<Result>(bytes: number, run: () => Result): Result;
  /** Like `time`, for responses of a server. Measures the duration, because other work also uses CPU time. */
  timeAsync<Result>(bytes: number, run: () => Promise<Result>): Promise<Result>;
}

/** Erases the type of the inputs, because the corpus contains inputs of all targets. */
export function defineTarget<Input extends Json>(target: {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  check(input: Input, stopwatch: Stopwatch): void | Promise<void>;
  close?(): Promise<void>;
}): Target {
  return target as unknown as Target;
}
