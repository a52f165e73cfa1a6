import { parseAllDocuments } from 'yaml';
import { intendedKind } from '../engine/intended-kind.ts';
import { type Unwrapped, unwrap, valuesAt } from '../engine/unwrap.ts';
import { ansibleFields, type Wrapper, wrappers } from '../engine/wrappers.ts';
import { isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import { decodeBase64 } from '../model/text/base64.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { EmbeddedText } from './embedded-text.ts';
import { type Manifest, type SourceDocument, toManifest } from './manifest.ts';
import { readRegistries } from './registries-text.ts';
import { isRelevant } from './relevance.ts';
import { readTree, yamlOptions } from './yaml-tree.ts';

/**
 * The API objects of a document, including those in wrappers and string values, and mirror sets of which it
 * has only the entries.
 */
export function manifestsOf(document: SourceDocument, value: unknown): readonly Manifest[] {
  const unwrapped = unwrap(value);
  return [
    ...unwrapped.flatMap((one) => [
      toManifest(document, one.within, one.object),
      ...fromSources(document, one),
      ...fromRegistries(document, one),
      ...fromTexts(document, one),
    ]),
    ...(isApiObject(value)
      ? []
      : ansibleTexts(value).flatMap(({ path, text }) => parseText(document, path, text))),
  ];
}

function isApiObject(value: unknown): boolean {
  return isJsonObject(value) && Object.hasOwn(value, 'kind');
}

function rowsOf(object: JsonObject, holds: Wrapper['holds']): readonly Wrapper[] {
  return wrappers.filter((row) => row.holds === holds && row.kind === object.kind);
}

function fromSources(document: SourceDocument, { object, within }: Unwrapped): readonly Manifest[] {
  return rowsOf(object, 'sources').flatMap(({ path, becomes }) =>
    valuesAt(object, path).flatMap(({ value }): readonly Manifest[] => {
      if (becomes === undefined) return [];
      const entries = Array.isArray(value) ? value.map(toEntry) : value;
      return [
        {
          ...toManifest(document, [...within, ...path], mirrorSetOf(becomes, entries)),
          becomes,
          ...(becomes.isOfHostedCluster === true ? { cluster: describeHostedCluster(object) } : {}),
        },
      ];
    }),
  );
}

function mirrorSetOf({ kind, name }: NonNullable<Wrapper['becomes']>, entries: Json): JsonObject {
  const { apiVersion, listField } = mirrorSetKinds[kind];
  return { apiVersion, kind, metadata: { name }, spec: { [listField]: entries } };
}

function fromRegistries(document: SourceDocument, { object, within }: Unwrapped): readonly Manifest[] {
  return rowsOf(object, 'registries').flatMap(({ path, becomes }) =>
    valuesAt(object, path).flatMap(({ value }): readonly Manifest[] => {
      if (becomes === undefined || typeof value !== 'string') return [];
      const read = readRegistries(document, [...within, ...path], value);
      if (read === undefined) return [];
      const mirrorSet = mirrorSetOf(becomes, [...read.entries]);
      return [{ ...toManifest(read.document, ['registry'], mirrorSet), becomes }];
    }),
  );
}

/** The installer names the policy of an entry `sourcePolicy`. */
function toEntry(entry: Json): Json {
  if (!isJsonObject(entry) || !Object.hasOwn(entry, 'sourcePolicy')) return entry;
  const { sourcePolicy, ...others } = entry;
  return { ...others, mirrorSourcePolicy: sourcePolicy as Json };
}

function describeHostedCluster(object: JsonObject): string {
  const part = (field: string) => valueAt(object, ['metadata', field]);
  return [
    'HostedCluster',
    [part('namespace'), part('name')].filter((text) => typeof text === 'string').join('/'),
  ]
    .join(' ')
    .trim();
}

/** This ConfigMap stores the install-config used at installation; no operator reads it afterwards. */
const historical = 'cluster-config-v1';

function fromTexts(document: SourceDocument, { object, within }: Unwrapped): readonly Manifest[] {
  if (valueAt(object, ['metadata', 'name']) === historical) return [];
  return [...rowsOf(object, 'text'), ...rowsOf(object, 'base64')].flatMap(({ path, holds }) =>
    valuesAt(object, path).flatMap(({ value, path: found }) => {
      if (typeof value !== 'string') return [];
      const isEncoded = holds === 'base64';
      const text = isEncoded ? decodeBase64(value) : value;
      return parseText(document, [...within, ...found], text, { isEncoded });
    }),
  );
}

function ansibleTexts(value: unknown, path: FieldPath = []): readonly { path: FieldPath; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((child, index) => [index, child] as const)
    : Object.entries(value);
  return children.flatMap(([name, child]) => {
    const at = [...path, name];
    if (typeof child !== 'string') return ansibleTexts(child, at);
    return ansibleFields.has(String(name)) ? [{ path: at, text: child }] : [];
  });
}

/** Text that is not YAML yields nothing; the caller reports its mentions. */
function parseText(
  outer: SourceDocument,
  path: FieldPath,
  text: string,
  options: { readonly isEncoded?: boolean } = {},
): readonly Manifest[] {
  if (!isRelevant(text)) return [];
  const embedded = new EmbeddedText(outer, path, text, options);
  return parseTrees(text).flatMap((tree) => {
    const read = readTree(tree);
    if (!('value' in read) || typeof read.value !== 'object') return [];
    return manifestsOf({ file: outer.file, tree, embedded }, read.value).filter(isComplete);
  });
}

function parseTrees(text: string) {
  try {
    const trees = parseAllDocuments(text, yamlOptions);
    return 'empty' in trees ? [] : trees;
  } catch {
    return [];
  }
}

function isComplete({ object, apiVersion, kind }: Manifest): boolean {
  return (apiVersion !== '' && kind !== '') || intendedKind(object) !== undefined;
}
