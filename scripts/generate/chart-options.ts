import { readFileSync } from 'node:fs';
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** A value of the chart, as described in values.yaml. */
export interface ChartOption {
  /** `certificates.files.secretName`. */
  readonly path: string;
  readonly description: string;
  readonly byDefault: unknown;
  readonly schema: Schema;
}

/** A group of values or a single value. The schema of a group rejects unknown names. */
export type ChartNode = { readonly name: string } & (
  | { readonly kind: 'group'; readonly description: string; readonly members: readonly ChartNode[] }
  | { readonly kind: 'option'; readonly option: ChartOption }
);

const marker = '@schema ';

/** Reads values.yaml: names and defaults from the document, descriptions and `@schema` from the comments. */
export function readChartOptions(file: string): readonly ChartNode[] {
  const document = parseDocument(readFileSync(file, 'utf8'));
  if (!isMap(document.contents)) throw new Error(`${file} is not a mapping`);
  return toNodes(document.contents, []);
}

function toNodes(map: YAMLMap, above: readonly string[]): readonly ChartNode[] {
  // The parser attaches the comment of the first member to the enclosing mapping.
  return map.items.map((pair, index) =>
    toNode(pair as Pair, above, index === 0 && above.length > 0 ? (map.commentBefore ?? '') : ''),
  );
}

function toNode(pair: Pair, above: readonly string[], commentOfMap: string): ChartNode {
  if (!isScalar(pair.key)) throw new Error(`values.yaml: a key in "${above.join('.')}" is not a string`);
  const name = String(pair.key.value);
  const path = [...above, name];
  const { description, schema } = readComment(commentOfMap || (pair.key.commentBefore ?? ''), path.join('.'));
  // An empty mapping, or one with an `@schema`, is a free-form value.
  if (isMap(pair.value) && pair.value.items.length > 0 && schema === undefined) {
    return { kind: 'group', name, description, members: toNodes(pair.value, path) };
  }
  const byDefault: unknown = (pair.value as { toJSON(): unknown }).toJSON();
  return {
    kind: 'option',
    name,
    option: { path: path.join('.'), description, byDefault, schema: { type: typeOf(byDefault), ...schema } },
  };
}

function readComment(
  comment: string,
  path: string,
): { readonly description: string; readonly schema?: Schema } {
  // A comment before a blank line belongs to the file or to the previous value.
  const own = comment.split(/\n[ \t]*\n/).at(-1) ?? '';
  const text = own
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
  const [description = '', annotation] = text.split(marker).map((part) => part.trim());
  if (annotation === undefined) return { description };
  try {
    return { description, schema: JSON.parse(annotation) as Schema };
  } catch (cause) {
    throw new Error(`values.yaml: the @schema of ${path} is not valid JSON`, { cause });
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
}
