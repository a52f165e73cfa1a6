import { readFileSync } from 'node:fs';
import { policyTestSchema } from '../../src/config/policy-file/policy-test-schema.ts';
import { policySchema, type Schema } from '../../src/config/policy-file/schema.ts';
import { rules } from '../../src/rules/index.ts';
import type { Generator } from './generator.ts';

const page = 'docs/reference/policy.md';

function typeOf({ type, enum: choices, const: constant }: Schema): string {
  if (constant !== undefined) return `\`${String(constant)}\``;
  if (Array.isArray(choices))
    return choices.length > 8 ? 'an id' : choices.map((choice) => `\`${String(choice)}\``).join(', ');
  return type === 'array' ? 'list' : type === 'object' ? 'mapping' : 'text';
}

function* rowsOf(schema: Schema, prefix = ''): Iterable<string> {
  const required = (schema.required ?? []) as readonly string[];
  for (const [name, field] of Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>)) {
    const path = `${prefix}${name}`;
    yield `| \`${path}\` | ${typeOf(field)}${required.includes(name) ? ', required' : ''} | ${String(field.description ?? '').replaceAll('|', '\\|')} |`;
    // Rules and mutations have their own pages.
    if (name === 'rules' || name === 'mutations') continue;
    yield* rowsOf(field, `${path}.`);
    if (field.items !== undefined) yield* rowsOf(field.items as Schema, `${path}[].`);
  }
}

const heading = ['| field | type | meaning |', '| --- | --- | --- |'];

function* optionRows(): Iterable<string> {
  for (const { id, meta } of rules) {
    for (const [name, option] of Object.entries(meta.options ?? {})) {
      yield `| [${id}](../rules/${id}.md) | \`${name}\` | ${option.kind === 'choice' ? `${option.of.map((word) => `\`${word}\``).join(', ')}; default \`${option.default}\`` : 'required'} | ${option.description} |`;
      if (option.kind !== 'rows') continue;
      for (const [column, { description }] of Object.entries(option.columns))
        yield `| | \`${name}[].${column}\` | required | ${description} |`;
    }
  }
}

const parts: Readonly<Record<string, () => readonly string[]>> = {
  fields: () => [...heading, ...rowsOf(policySchema({ style: 'described' }))],
  options: () => ['| rule | option | values | meaning |', '| --- | --- | --- | --- |', ...optionRows()],
  cases: () => [...heading, ...rowsOf(policyTestSchema())],
};

/** Generates only the tables between the markers; the other text is written manually. */
function render(): string {
  let text = readFileSync(page, 'utf8');
  for (const [name, rows] of Object.entries(parts)) {
    const [before, rest] = text.split(`<!-- ${name}: written by \`npm run generate\` -->`);
    const after = rest?.split(`<!-- end of ${name} -->`)[1];
    if (before === undefined || after === undefined)
      throw new Error(`${page} has lost the marks around its ${name}`);
    text = `${before}<!-- ${name}: written by \`npm run generate\` -->\n\n${rows().join('\n')}\n\n<!-- end of ${name} -->${after}`;
  }
  return text;
}

/** Generates the tables of the policy reference from the schema and the rules. */
export default {
  generate: async () => new Map([[page, render()]]),
} satisfies Generator;
