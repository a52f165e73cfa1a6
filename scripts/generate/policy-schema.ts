import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import { type Generator, generatedNotice } from './generator.ts';

/** Compiled ahead as the validators of reviews are (docs/adr/0011-validators-compiled-ahead.md). */
function compile(schema: object): string {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    // A rule a property: what is common to them is called, not repeated.
    inlineRefs: false,
    verbose: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  const code = standalone.default(ajv, ajv.compile(schema)).replace(/^"use strict";\s*/, '');
  const typed = code
    .replace(/^export const validate = /m, 'export const validate: CompiledValidator = ')
    .replace(/^export default .*$/m, '');
  return `${generatedNotice}\n// @ts-nocheck\nimport type { CompiledValidator } from './compiled-validator.ts';\n\n${typed}`;
}

/** Words for people are of no use to a validator, and would be half of it. */
function withoutDescriptions(schema: object): object {
  // A property that is called so has a schema for its value; a description has text.
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) => (name === 'description' && typeof value === 'string' ? undefined : value)),
  );
}

/** The schema of policies, for editors, and the validator that is made from it. */
export default {
  generate: async () => {
    return new Map([
      ['docs/reference/schema/policy.schema.json', `${JSON.stringify(policySchema({ style: 'described' }), undefined, 2)}\n`],
      ['src/config/policy-file/validate.generated.ts', compile(withoutDescriptions(policySchema({ style: 'short' })))],
    ]);
  },
} satisfies Generator;
