import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Ajv } from 'ajv';
import type { Run } from './run.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'schema');

/** Compares JSON output with its published schema. */
export function expectToFit(name: string, { out }: Pick<Run, 'out'>): void {
  const validate = new Ajv({ allErrors: true }).compile(
    JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')),
  );
  validate(JSON.parse(out));
  expect(validate.errors).toBeNull();
}
