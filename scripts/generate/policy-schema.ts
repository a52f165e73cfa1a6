import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import { type Generator, generatedNotice } from './generator.ts';

/** Compiled ahead as the validators of reviews are (docs/adr/0011-validators-compiled-ahead.md). */
function compile(schemas: Readonly<Record<string, object>>): string {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    // A rule a property: what is common to them is called, not repeated.
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ ...schema, $id: name });
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  const code = standalone.default(ajv, names).replace(/^"use strict";\s*/, '');
  const typed = code.replace(/^export const (\w+) = /gm, 'export const $1: CompiledValidator = ');
  return `${generatedNotice}\n// @ts-nocheck\nimport type { CompiledValidator } from './compiled-validator.ts';\n\n${typed}`;
}

/** Words for people are of no use to a validator, and would be half of it. */
function withoutDescriptions(schema: object): object {
  // A property that is called so has a schema for its value; a description has text.
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      name === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );
}

/** The schema of policies, for editors, and the validator that is made from it. */
export default {
  generate: async () => {
    return new Map([
      [
        'docs/reference/schema/policy.schema.json',
        `${JSON.stringify(policySchema({ style: 'described' }), undefined, 2)}\n`,
      ],
      [
        'docs/reference/schema/policy-test.schema.json',
        `${JSON.stringify(policyTestSchema(), undefined, 2)}\n`,
      ],
      [
        'src/config/policy-file/validate.generated.ts',
        compile({
          policy: withoutDescriptions(policySchema({ style: 'short' })),
          policyTest: withoutDescriptions(policyTestSchema()),
        }),
      ],
    ]);
  },
} satisfies Generator;
