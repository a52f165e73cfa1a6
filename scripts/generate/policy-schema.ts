import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import { type Generator, generatedNotice } from './generator.ts';

/**
 * Compiles the schemas ahead of time, like the validators of reviews
 * (docs/adr/0011-validators-compiled-ahead.md).
 */
function compile(schemas: Readonly<Record<string, object>>): string {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    // Each rule is a property; calling common parts instead of repeating them keeps the validator short.
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

/** Removes descriptions, which would be half of the validator and have no effect. */
function withoutDescriptions(schema: object): object {
  // The value of a property named "description" is a schema; the value of the keyword is text.
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      name === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );
}

/** Generates the policy schema for editors, and the validator compiled from it. */
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
