import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import { type Generator, generatedNotice } from './generator.ts';

/** Compiles ahead of time, like the validators of reviews (docs/adr/0011-validators-compiled-ahead.md). */
function compile(schemas: Readonly<Record<string, object>>): string {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    // Each rule is a property; common parts are called, not repeated.
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

/** Descriptions would be half of the validator, which does not use them. */
function withoutDescriptions(schema: object): object {
  // A property named "description" has a schema as its value; a description has text.
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      name === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );
}

/** The schema of policies, for editors, and the validator that is compiled from it. */
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
