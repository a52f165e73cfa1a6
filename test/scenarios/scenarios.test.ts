import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleCli, runScenario } from './run-scenario.ts';
import { formatScenario, parseScenario } from './scenario.ts';

const folder = import.meta.dirname;

describe('the CLI as its users see it', () => {
  let bundleFolder: string;
  let cli: string;

  beforeAll(async () => {
    bundleFolder = mkdtempSync(join(tmpdir(), 'mirrorguard-bundle-'));
    cli = await bundleCli(bundleFolder);
  });
  afterAll(() => rmSync(bundleFolder, { recursive: true }));

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const scenario = parseScenario(text);

    it(`${file}: ${scenario.title}`, () => {
      const actual = formatScenario(runScenario(scenario, cli));
      if (process.env.UPDATE === '1') writeFileSync(path, actual);
      else expect(actual).toBe(text);
    });
  }
});
