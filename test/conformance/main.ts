/**
 * `npm run conformance -- FILE...`: compares the model with files of vectors (default: the vectors in the
 * repository).
 * Exit status 0: all agree; 1: some do not; 2: a file cannot be read.
 */
import { compareWithModel } from './compare.ts';
import { carriedVectors, readVectors } from './read-vectors.ts';
import { Tally } from './tally.ts';

const named = process.argv.slice(2);
const tally = new Tally();
try {
  for (const file of named.length === 0 ? carriedVectors : named) {
    for (const vector of readVectors(file)) tally.add(vector.name, compareWithModel(vector));
  }
  process.stdout.write(tally.report());
  process.exitCode = tally.failed === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
