import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildPage } from '../../scripts/build-page.mjs';
import { runScenario } from './run-scenario.ts';
import { formatScenario, parseScenario } from './scenario.ts';

const folder = import.meta.dirname;

describe('the output of the CLI', () => {
  let reportPage: string;

  beforeAll(async () => {
    reportPage = (await buildPage()).html;
  });

  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const scenario = parseScenario(text);

    it(`${file}: ${scenario.title}`, async () => {
      const actual = formatScenario(await runScenario(scenario, reportPage));
      if (process.env.UPDATE === '1') writeFileSync(path, actual);
      else expect(actual).toBe(text);
    });
  }
});
