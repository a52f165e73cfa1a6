import { readFileSync } from 'node:fs';
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** A JSON Schema, as far as the chart's values need it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One value of the chart, as values.yaml describes it. */
export interface ChartOption {
  /** `certificates.files.secretName`. */
  readonly path: string;
  readonly description: string;
  /** The default as JSON has it. */
  readonly byDefault: unknown;
  readonly schema: Schema;
}

/** A group of values, or one value. Groups are closed: a misspelt name is refused. */
export type ChartNode = { readonly name: string } & (
  | { readonly kind: 'group'; readonly description: string; readonly members: readonly ChartNode[] }
  | { readonly kind: 'option'; readonly option: ChartOption }
);

const marker = '@schema ';

/** Reads values.yaml: names and defaults from the document, descriptions and limits from the comments above them. */
export function readChartOptions(file: string): readonly ChartNode[] {
  const document = parseDocument(readFileSync(file, 'utf8'));
  if (!isMap(document.contents)) throw new Error(`${file} is not a mapping`);
  return toNodes(document.contents, []);
}

function toNodes(map: YAMLMap, above: readonly string[]): readonly ChartNode[] {
  // The parser hangs the comment of a first member on the mapping around it.
  return map.items.map((pair, index) =>
    toNode(pair as Pair, above, index === 0 && above.length > 0 ? (map.commentBefore ?? '') : ''),
  );
}

function toNode(pair: Pair, above: readonly string[], commentOfMap: string): ChartNode {
  if (!isScalar(pair.key)) throw new Error(`below ${above.join('.')}: a key that is not text`);
  const name = String(pair.key.value);
  const path = [...above, name];
  const { description, schema } = readComment(commentOfMap || (pair.key.commentBefore ?? ''), path.join('.'));
  // An empty mapping is a value of free form; one with members is a group, unless a schema says that it is free.
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
  // What stands before a blank line is about the file, or about what came before.
  const own = comment.split(/\n[ \t]*\n/).at(-1) ?? '';
  const lines = own.split('\n').map((line) => line.trim());
  const annotation = lines.find((line) => line.startsWith(marker));
  const description = lines
    .filter((line) => !line.startsWith(marker))
    .join(' ')
    .trim();
  if (annotation === undefined) return { description };
  try {
    return { description, schema: JSON.parse(annotation.slice(marker.length)) as Schema };
  } catch (cause) {
    throw new Error(`values.yaml: the @schema of ${path} is not JSON`, { cause });
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
}
