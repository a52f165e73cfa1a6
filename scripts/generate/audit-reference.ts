import { readFileSync } from 'node:fs';
import type { Generator } from './generator.ts';

/** A JSON Schema with the keywords that the audit record needs. */
interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly const?: unknown;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
}

const decisions = 'docs/reference/schema/audit-record.schema.json';
const events = 'docs/reference/schema/audit-event.schema.json';

function typeOf({ type, enum: choices, const: constant }: FieldSchema): string {
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${choice ?? 'null'}\``).join(', ');
  if (type === undefined) return 'any';
  return typeof type === 'string' ? type : type.join(' or ');
}

function* rowsOf(schema: FieldSchema, prefix: string): Iterable<string> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = `${prefix}${name}`;
    const mayBeAbsent = schema.required?.includes(name) ? '' : '; may be absent';
    yield `| \`${path}\` | ${typeOf(field)}${mayBeAbsent} | ${field.description ?? ''} |`;
    yield* rowsOf(field, `${path}.`);
    if (field.items !== undefined) yield* rowsOf(field.items, `${path}[].`);
  }
}

function* tableOf(source: string): Iterable<string> {
  const schema: FieldSchema = JSON.parse(readFileSync(source, 'utf8'));
  yield* ['| field | type | meaning |', '| --- | --- | --- |', ...rowsOf(schema, ''), ''];
}

function render(): string {
  return [
    `<!-- Written by \`npm run generate\` from ${decisions} and ${events}. -->`,
    '# The audit record',
    '',
    'Each decision is one line of JSON of at most 16 KiB. [audit-log.md](audit-log.md) describes where it is written and how the lines are chained;',
    '[the schema](schema/audit-record.schema.json) describes the same fields for programs. Fields may be added at any time; `schemaVersion` increases if',
    'a field is removed, renamed or gets another meaning.',
    '',
    ...tableOf(decisions),
    '## Events',
    '',
    'Other lines of the log describe the policy and the end of a process ([schema](schema/audit-event.schema.json)).',
    '',
    ...tableOf(events),
  ].join('\n');
}

/** The reference of the fields of audit records. */
export default {
  generate: async () => new Map([['docs/reference/audit-record.md', render()]]),
} satisfies Generator;
