/**
 * `npm run fuzz -- [--target NAME] [--seed N] [--runs N] [--time SECONDS]`: passes random inputs to the code
 * that parses external input. Default: 60 seconds for all targets, and a new seed. Exit status 1: a fault;
 * the output is a file for test/fuzz/corpus/.
 */
import { parseArgs } from 'node:util';
import { type FuzzOptions, type FuzzResult, fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    time: { type: 'string' },
  },
});
const chosen = values.target === undefined ? targets : targets.filter(({ name }) => name === values.target);
if (chosen.length === 0) {
  process.stderr.write(`--target must be one of ${targets.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
const seed = numberOf('seed') ?? Date.now() % 1_000_000_000;
const runs = numberOf('runs');
const seconds = numberOf('time') ?? (runs === undefined ? 60 : Number.POSITIVE_INFINITY);

process.stdout.write(`Seed ${seed}\n`);
for (const target of chosen) {
  const timeMs = (seconds * 1000) / chosen.length;
  const result = await fuzz(target, {
    seed,
    runs: runs ?? Number.POSITIVE_INFINITY,
    timeMs,
    onProgress: progressReporter(),
  });
  report(result);
  await target.close?.();
  if (result.fault !== undefined) process.exitCode = 1;
}

function numberOf(name: 'seed' | 'runs' | 'time'): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} must be a whole number, but is "${text}"\n`);
  process.exit(2);
}

/** Reports progress once per minute. */
function progressReporter(): NonNullable<FuzzOptions['onProgress']> {
  let reportedMs = performance.now();
  return (result) => {
    if (performance.now() - reportedMs < 60_000) return;
    reportedMs = performance.now();
    process.stderr.write(describe(result));
  };
}

function describe({ target, inputs, responses, slowest }: Omit<FuzzResult, 'fault'>): string {
  const cost = `${responses} responses, the slowest after ${slowest.ms.toFixed(1)} ms for ${slowest.bytes} bytes`;
  return `${target}: ${inputs} inputs, ${cost}\n`;
}

function report({ fault, ...result }: FuzzResult): void {
  const { target } = result;
  process.stdout.write(describe(result));
  if (fault === undefined) return;
  const { seed, input, error } = fault;
  const repeat = `npm run fuzz -- --target ${target} --seed ${seed} --runs 500`;
  process.stdout.write(`FAULT in ${target}: ${error}\nRepeat: ${repeat}\nInput:\n`);
  process.stdout.write(`${JSON.stringify({ target, why: '', input })}\n`);
}
