import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Vector } from './vector.ts';

const inFolder = (name: string) => `${import.meta.dirname}/vectors/${name}`;

/** Results of the Go libraries. */
export const libraryVectors = ['handmade.jsonl', 'random.jsonl', 'corners.jsonl'].map(inFolder);

/** Results of the real controller and daemon. */
export const operatorVectors = inFolder('mco.jsonl.gz');

/** Results of functions of the controller and daemon, on states that the file above does not contain. */
export const operatorFunctionVectors = inFolder('mco-functions.jsonl.gz');

export const carriedVectors = [...libraryVectors, operatorVectors, operatorFunctionVectors];

/**
 * Reads a file of vectors, plain or .gz. Throws an error with the file and line if it cannot be read or a
 * line is not a vector.
 */
export function readVectors(file: string): Vector[] {
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
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
