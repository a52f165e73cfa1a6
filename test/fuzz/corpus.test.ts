import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/model/json.ts';
import { Cost } from './cost.ts';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

interface CorpusInput {
  readonly target: string;
  readonly why: string;
  readonly input: Json;
}

const folder = join(import.meta.dirname, 'corpus');
const files = readdirSync(folder).sort();

afterAll(async () => {
  for (const target of targets) await target.close?.();
});

describe('the fuzz corpus', () => {
  it.each(files)('%s passes all checks', async (file) => {
    const { target: name, why, input } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CorpusInput;
    const target = targets.find((each) => each.name === name);
    expect({ target: target?.name, why: why !== '' }).toEqual({ target: name, why: true });
    const cost = new Cost();
    await target?.check(input, cost);
    expect(cost.responses).toBeGreaterThan(0);
  });

  it('has inputs of every target', () => {
    const covered = new Set(files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).target));
    expect([...covered].sort()).toEqual(targets.map(({ name }) => name).sort());
  });
});

describe('the fuzzer', () => {
  const numbers = {
    name: 'numbers',
    inputs: targets[0]?.inputs ?? (undefined as never),
    check: () => {
      throw new Error('wrong');
    },
  };

  it('reports the smallest input that fails, and the seed that repeats it', async () => {
    const options = { seed: 7, runs: 100, timeMs: 60_000 };
    const { fault, inputs } = await fuzz(numbers, options);
    expect(inputs).toBe(1);
    expect(fault).toMatchObject({ seed: 7, error: expect.stringMatching(/^Error: wrong/) });
    expect(await fuzz(numbers, options)).toMatchObject({ fault: { input: fault?.input } });
  });

  it('reports a response that takes too long', () => {
    const burn = () => {
      const before = process.cpuUsage();
      // Each reading of the CPU time is a system call, so thousands of them would take longer than the work.
      while (process.cpuUsage(before).user < 550_000)
        for (let count = 0; count < 1e6; count++) Math.sqrt(count);
    };
    expect(() => new Cost().time(100, burn)).toThrow(/^slow: \d+ ms for 100 bytes; the limit is 500$/);
  });
});
