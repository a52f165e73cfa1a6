// Compiles the schemas of reviews, objects and policies to plain functions. Compiling at startup would cost
// time and memory in every cold start (docs/adr/0011-validators-compiled-ahead.md).

import { posix } from 'node:path';
import { Ajv, type Options } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import {
  entrySchema,
  entryWithPolicySchema,
  objectSchema,
  reviewSchema,
} from '../../src/kubernetes/structure/schemas.ts';
import { type Generator, generatedNotice } from './generator.ts';

const types = 'src/kubernetes/structure/compiled-validator.ts';

/** Each compilation numbers its functions from 0, so each is a separate module. */
function asModule(path: string, schemas: Readonly<Record<string, object>>, options: Options) {
  const ajv = new Ajv({
    strictTypes: false,
    messages: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
    ...options,
  });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ ...schema, $id: name });
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  const code = standalone
    .default(ajv, names)
    .replace(/^"use strict";\s*/, '')
    .replace(/^export const (\w+) = /gm, 'export const $1: CompiledValidator = ');
  const from = posix.relative(posix.dirname(path), types).replace(/^(?!\.)/, './');
  const heading = `${generatedNotice}\n// @ts-nocheck\nimport type { CompiledValidator } from '${from}';\n\n`;
  return [path, heading + code] as const;
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

/** A schema in which each shape that occurs more than once is a definition, so ajv compiles it once. */
function forValidator(described: object): object {
  const schema = withoutDescriptions(described);
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const isShape = (value: unknown) =>
    typeof value === 'object' && value !== null && ('type' in value || 'enum' in value);
  JSON.stringify(schema, (_, value: unknown) => {
    const shape = JSON.stringify(value);
    if (isShape(value)) (seen.has(shape) ? repeated : seen).add(shape);
    return value;
  });
  const names = new Map([...repeated].map((shape, index) => [shape, `shape${index}`]));
  const share = (whole: object) =>
    JSON.parse(
      JSON.stringify(whole, (_, value: unknown) => {
        const name = value === whole ? undefined : names.get(JSON.stringify(value));
        return name === undefined ? value : { $ref: `#/definitions/${name}` };
      }),
    );
  const definitions = [...names].map(([shape, name]) => [name, share(JSON.parse(shape))] as const);
  const { definitions: own, ...rest } = share(schema);
  return { ...rest, definitions: { ...own, ...Object.fromEntries(definitions) } };
}

export default {
  generate: async () =>
    new Map([
      // A review can have any number of groups, so its validator stops at the first error.
      asModule('src/kubernetes/structure/first-error.generated.ts', { review: reviewSchema }, {}),
      asModule(
        'src/kubernetes/structure/all-errors.generated.ts',
        { object: objectSchema, entry: entrySchema, entryWithPolicy: entryWithPolicySchema },
        { allErrors: true },
      ),
      asModule(
        'src/config/policy-file/validate.generated.ts',
        {
          policy: forValidator(policySchema({ style: 'short' })),
          policyTest: forValidator(policyTestSchema()),
        },
        // Each rule is a property; calling common parts instead of repeating them keeps the validator short.
        { allErrors: true, inlineRefs: false },
      ),
    ]),
} satisfies Generator;
