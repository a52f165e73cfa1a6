import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Ajv } from 'ajv';
import type { Run } from './run.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'schema');

/** One instance for all validations, because it compiles each schema only once. */
const ajv = new Ajv({ allErrors: true });
for (const file of globSync('*.schema.json', { cwd: folder }))
  ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')), file);

/** Validates JSON output against its published schema. */
export function expectToFit(name: string, { out }: Pick<Run, 'out'>): void {
  expectValid(name, JSON.parse(out));
}

/**
 * Validates the output for several clusters, and the part of each cluster against the schema of the command.
 */
export function expectClustersToMatch(name: string, { out }: Pick<Run, 'out'>): void {
  const document = JSON.parse(out) as { readonly clusters: readonly object[] };
  expectValid('several-clusters', document);
  for (const cluster of document.clusters) expectValid(name, cluster);
}

function expectValid(name: string, value: unknown): void {
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`no schema for ${name}`);
  validate(value);
  expect(validate.errors).toBeNull();
}
