import { readFileSync } from 'node:fs';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import { type ChartNode, type ChartOption, readChartOptions, type Schema } from './chart-options.ts';
import type { Generator } from './generator.ts';

const chart = 'charts/mirrorguard';

function toSchema(node: ChartNode): Schema {
  if (node.kind === 'option') {
    const { description, schema } = node.option;
    return description === '' ? schema : { description, ...schema };
  }
  return {
    ...(node.description === '' ? {} : { description: node.description }),
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(node.members.map((member) => [member.name, toSchema(member)])),
  };
}

/** A mistake in the policy is told by Helm, before a pod could be started with it: `$ref: #/definitions/policy` in values.yaml. */
function policyDefinitions(): Schema {
  const { $schema: _, title: _title, definitions, ...policy } = policySchema({ style: 'described' });
  return { ...(definitions as Schema), policy };
}

/** Closed: Helm refuses a value that the chart does not know, instead of ignoring it. `global` is Helm's own. */
function renderSchema(nodes: readonly ChartNode[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of the mirrorguard chart',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(nodes.map((node) => [node.name, toSchema(node)])),
      global: { type: 'object' },
    },
    definitions: policyDefinitions(),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const optionsOf = (node: ChartNode): readonly ChartOption[] =>
  node.kind === 'option' ? [node.option] : node.members.flatMap(optionsOf);

function renderRow({ path, description, byDefault, schema }: ChartOption): string {
  const allowed = Array.isArray(schema.enum)
    ? ` One of ${schema.enum.map((value) => `\`${value}\``).join(', ')}.`
    : '';
  const shown = JSON.stringify(byDefault);
  return `| \`${path}\` | ${`${description}${allowed}`.replaceAll('|', '\\|')} | \`${shown.replaceAll('|', '\\|')}\` |`;
}

const tableStart = '<!-- values: written by `npm run generate` from values.yaml -->';
const tableEnd = '<!-- end of values -->';

/** Only what is between the two marks is generated; the text around them is written by hand. */
function renderReadme(nodes: readonly ChartNode[]): string {
  const text = readFileSync(`${chart}/README.md`, 'utf8');
  const [before, rest] = text.split(tableStart);
  const after = rest?.split(tableEnd)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${chart}/README.md has lost the marks around its table`);
  const rows = nodes.flatMap(optionsOf).map(renderRow);
  return `${before}${tableStart}\n\n| value | what it is | default |\n| --- | --- | --- |\n${rows.join('\n')}\n\n${tableEnd}${after}`;
}

/** The schema that Helm checks values by, and the table of values in the chart's README. */
export default {
  generate: async () => {
    const nodes = readChartOptions(`${chart}/values.yaml`);
    return new Map([
      [`${chart}/values.schema.json`, renderSchema(nodes)],
      [`${chart}/README.md`, renderReadme(nodes)],
    ]);
  },
} satisfies Generator;
