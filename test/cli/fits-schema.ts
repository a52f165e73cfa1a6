import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Ajv } from 'ajv';
import type { Run } from './run.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'schema');

/** Validates JSON output against its published schema. */
export function expectToFit(name: string, { out }: Pick<Run, 'out'>): void {
  const validate = new Ajv({ allErrors: true }).compile(readSchema(name));
  validate(JSON.parse(out));
  expect(validate.errors).toBeNull();
}

/**
 * Validates the output for several clusters, and the part of each cluster against the schema of the command.
 */
export function expectClustersToMatch(name: string, { out }: Pick<Run, 'out'>): void {
  const ajv = new Ajv({ allErrors: true });
  for (const command of ['render', 'resolve', 'diff'])
    ajv.addSchema(readSchema(command), `${command}.schema.json`);
  const validate = ajv.compile(readSchema('several-clusters'));
  const document = JSON.parse(out) as { readonly clusters: readonly object[] };
  validate(document);
  expect(validate.errors).toBeNull();
  for (const cluster of document.clusters) expectToFit(name, { out: JSON.stringify(cluster) });
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')) as object;
}
