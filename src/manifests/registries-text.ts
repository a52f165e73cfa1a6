import { parseDocument } from 'yaml';
import { parseToml } from '../kubernetes/machine-configs/parse-toml.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { TextEdit } from './edit/text-edit.ts';
import { EmbeddedText } from './embedded-text.ts';
import type { EmbeddedSource, SourceDocument, Span } from './manifest.ts';
import { readTree, yamlOptions } from './yaml-tree.ts';

/** The registries of a registries.conf as entries of a mirror set. */
export interface RegistriesText {
  readonly document: SourceDocument;
  readonly entries: readonly JsonObject[];
}

/**
 * Reads a registries.conf as assisted-service does: `location` of each registry and of its mirrors; `prefix`
 * has no effect. Undefined for invalid TOML and for a file without registries. The document is a YAML form of
 * the tables with the positions of the TOML text, because the TOML parser gives none.
 */
export function readRegistries(
  outer: SourceDocument,
  path: FieldPath,
  toml: string,
): RegistriesText | undefined {
  const parsed = parseToml(toml);
  if (parsed.kind === 'invalid') return undefined;
  const registries = tablesOf(parsed.table.registry).map((registry) => ({
    location: registry.location ?? '',
    mirror: tablesOf(registry.mirror).map(({ location }) => ({ location: location ?? '' })),
  }));
  if (registries.length === 0) return undefined;
  const embedded = new ConvertedText(new EmbeddedText(outer, path, toml), registries);
  const tree = parseDocument(embedded.text, yamlOptions);
  if (!('value' in readTree(tree))) return undefined;
  return {
    document: { file: outer.file, tree, embedded },
    entries: registries.map(({ location, mirror }) => ({
      source: location,
      mirrors: mirror.map((one) => one.location),
    })),
  };
}

function tablesOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

interface Registry {
  readonly location: Json;
  readonly mirror: readonly { readonly location: Json }[];
}

/** A string with its quotes, in both texts. */
interface Pair {
  readonly converted: Span;
  readonly original: Span;
}

class ConvertedText implements EmbeddedSource {
  readonly text: string;
  private readonly original: EmbeddedText;
  private readonly pairs: readonly Pair[];

  constructor(original: EmbeddedText, registries: readonly Registry[]) {
    this.original = original;
    const { text, strings } = convert(registries);
    this.text = text;
    this.pairs = pairUp(original.text, text, strings);
  }

  get outermostPath(): FieldPath {
    return this.original.outermostPath;
  }

  get isEncoded(): boolean {
    return this.original.isEncoded;
  }

  toFile(span: Span): Span {
    const pair = this.pairAt(span.start);
    return this.original.toFile(pair?.original ?? { start: 0, end: 0 });
  }

  toFileEdit({ start, end, text }: TextEdit): TextEdit | undefined {
    const pair = this.pairAt(start);
    if (pair === undefined || end > pair.converted.end) return undefined;
    const distance = pair.original.start - pair.converted.start;
    return this.original.toFileEdit({ start: start + distance, end: end + distance, text });
  }

  private pairAt(offset: number): Pair | undefined {
    return this.pairs.find(({ converted }) => converted.start <= offset && offset < converted.end);
  }
}

/** Writes the tables as YAML; JSON strings are YAML strings. */
function convert(registries: readonly Registry[]) {
  let text = 'registry:\n';
  const strings: Span[] = [];
  const add = (before: string, value: Json) => {
    const start = text.length + before.length;
    text += `${before}${JSON.stringify(value)}\n`;
    strings.push({ start, end: text.length - 1 });
  };
  for (const { location, mirror } of registries) {
    add('- location: ', location);
    text += mirror.length === 0 ? '  mirror: []\n' : '  mirror:\n';
    for (const one of mirror) add('  - location: ', one.location);
  }
  return { text, strings };
}

/**
 * Pairs the strings of both texts. Empty if the tables do not have the usual layout of one `location = "..."`
 * per line; every position is then the whole text.
 */
function pairUp(toml: string, converted: string, strings: readonly Span[]): readonly Pair[] {
  const written = [...toml.matchAll(/^[ \t]*location[ \t]*=[ \t]*(?=["'])/gm)].map((found) => {
    const start = found.index + found[0].length;
    const quote = toml.charAt(start);
    return { start, end: toml.indexOf(quote, start + 1) + 1 };
  });
  const isSame = (one: Span, index: number) => {
    const other = written[index];
    return (
      other !== undefined &&
      toml.slice(other.start + 1, other.end - 1) === converted.slice(one.start + 1, one.end - 1)
    );
  };
  return written.length === strings.length && strings.every(isSame)
    ? strings.map((span, index) => ({ converted: span, original: written[index] as Span }))
    : [];
}
