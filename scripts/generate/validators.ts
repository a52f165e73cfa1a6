// Compiles the schemas of src/kubernetes/structure/schemas.ts to plain functions. Compiling at startup would
// cost time and memory in every cold start (docs/adr/0011-validators-compiled-ahead.md).
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import {
  entryHeadSchema,
  objectHeadSchema,
  reviewSchema,
  wholeObjectSchema,
} from '../../src/kubernetes/structure/schemas.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';
import { type Generator, generatedNotice } from './generator.ts';

const folder = 'src/kubernetes/structure';
const kinds = Object.keys(mirrorSetKinds) as MirrorSetKind[];

function compile(
  schemas: Readonly<Record<string, object>>,
  { allErrors }: { readonly allErrors: boolean },
): string {
  const ajv = new Ajv({
    allErrors,
    strictTypes: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ $id: name, ...schema });
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  return standalone.default(ajv, names).replace(/^"use strict";\s*/, '');
}

const named = (suffix: string, schema: (kind: MirrorSetKind) => object) =>
  Object.fromEntries(kinds.map((kind) => [`${kind}${suffix}`, schema(kind)]));

function asModule(
  name: string,
  schemas: Readonly<Record<string, object>>,
  options: { readonly allErrors: boolean },
) {
  const typed = compile(schemas, options).replace(
    /^export const (\w+) = /gm,
    'export const $1: CompiledValidator = ',
  );
  const heading = `${generatedNotice}\n// @ts-nocheck\nimport type { CompiledValidator } from './compiled-validator.ts';\n\n`;
  return [`${folder}/${name}.generated.ts`, heading + typed] as const;
}

/** Each compilation numbers its functions from 0, so each validator is a separate module. */
export default {
  folder,
  owns: (path) => path.includes('.generated.'),
  generate: async () =>
    new Map([
      asModule(
        'first-error',
        { review: reviewSchema, ...named('Whole', wholeObjectSchema) },
        { allErrors: false },
      ),
      asModule(
        'all-errors',
        { ...named('Head', objectHeadSchema), ...named('Entry', entryHeadSchema) },
        { allErrors: true },
      ),
    ]),
} satisfies Generator;
