import { readFileSync } from 'node:fs';
import type { Vector } from './vector.ts';

export const carriedVectors = ['handmade.jsonl', 'random.jsonl', 'corners.jsonl'].map(
  (name) => `${import.meta.dirname}/vectors/${name}`,
);

/**
 * Reads a file of vectors. Throws with file and line where it cannot be read or a line is not a vector.
 */
export function readVectors(file: string): Vector[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseVector(line, `${file}:${index + 1}`)],
  );
}

function parseVector(line: string, place: string): Vector {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`${place}: not JSON`, { cause });
  }
  if (!isVector(value)) throw new Error(`${place}: not a vector: name, input and expect are needed`);
  return value;
}

function isVector(value: unknown): value is Vector {
  if (typeof value !== 'object' || value === null) return false;
  const { name, input, expect } = value as Partial<Record<keyof Vector, unknown>>;
  return (
    typeof name === 'string' &&
    typeof input === 'object' &&
    input !== null &&
    typeof expect === 'object' &&
    expect !== null
  );
}
