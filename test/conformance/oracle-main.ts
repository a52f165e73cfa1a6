/**
 * `npm run conformance:oracle -- [WORLDS [SEED]]`: creates random worlds (default: 1,000 with a new seed) and
 * compares the model with the Go libraries. First runs the vectors in the repository again, which checks the
 * oracle itself.
 * Exit status 0: all agree, or Go is not installed and nothing was compared; 1: some do not.
 */
import { compareResults, compareWithModel } from './compare.ts';
import { findOracle } from './oracle-binary.ts';
import { libraryVectors, readVectors } from './read-vectors.ts';
import { Tally } from './tally.ts';
import { worldOf } from './world-of.ts';

const [worlds = '1000', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
const oracle = findOracle();
if (oracle === undefined) {
  process.stdout.write('No Go on this machine: nothing was compared with the Go libraries.\n');
} else {
  const carried = libraryVectors.flatMap(readVectors);
  const again = new Tally();
  for (const [index, evaluated] of oracle.evaluateWrite(carried).entries()) {
    again.add(evaluated.name, compareResults(carried[index]?.expect ?? {}, evaluated.expect));
  }
  process.stdout.write(`The oracle against the carried vectors: ${again.report()}`);

  const inputs = Array.from({ length: Number(worlds) }, (_, index) => worldOf(Number(seed) + index));
  const tally = new Tally();
  for (const vector of oracle.evaluateWrite(inputs)) tally.add(vector.name, compareWithModel(vector));
  process.stdout.write(`The model against the Go libraries, worlds from seed ${seed}: ${tally.report()}`);
  process.exitCode = again.failed + tally.failed === 0 ? 0 : 1;
}
