import { parseAllDocuments } from 'yaml';
import { intendedKind } from '../engine/intended-kind.ts';
import { fillersAt } from '../engine/placeholders/fillers.ts';
import { releaseOfTag } from '../engine/release-of-tag.ts';
import { isSourceList, type Unwrapped, unwrap, valuesAt } from '../engine/unwrap.ts';
import { ansibleFields, listOfHostedCluster, type Wrapper, wrappers } from '../engine/wrappers.ts';
import { isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import { decodeBase64 } from '../model/text/base64.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { EmbeddedText } from './embedded-text.ts';
import { type Manifest, type SourceDocument, toManifest, unknownPolicy } from './manifest.ts';
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
      ...[
        toManifest(document, one.within, one.object),
        ...fromSources(document, one),
        ...fromRegistries(document, one),
      ].map((manifest) => withFillers(manifest, value, isInPolicy(manifest) ? manifest.within : one.within)),
      ...fromTexts(document, one, value),
    ]),
    ...fromList(document, value),
    ...(isApiObject(value)
      ? []
      : ansibleTexts(value).flatMap(({ path, text }) =>
          parseText(document, path, text).map((manifest) => withFillers(manifest, value, path)),
        )),
  ];
}

/** The wrapper itself is processed, not only an object around it. */
function isInPolicy({ becomes }: Manifest): boolean {
  return becomes?.format === 'object' && becomes.isOfHostedCluster !== true;
}

/** Adds the tools that fill in the placeholders at a path of the document. */
function withFillers(manifest: Manifest, value: unknown, path: FieldPath): Manifest {
  const fillers = [...fillersAt(value, path), ...(manifest.fillers ?? [])];
  return fillers.length === 0 ? manifest : { ...manifest, fillers };
}

function isApiObject(value: unknown): boolean {
  return isJsonObject(value) && Object.hasOwn(value, 'kind');
}

function rowsOf(object: JsonObject, holds: Wrapper['holds']): readonly Wrapper[] {
  return wrappers.filter((row) => row.holds === holds && row.kind === object.kind);
}

function fromSources(document: SourceDocument, { object, within }: Unwrapped): readonly Manifest[] {
  return [...rowsOf(object, 'sources'), ...rowsOf(object, 'spec')].flatMap(({ path, becomes }) =>
    valuesAt(object, path).flatMap(({ value, path: found }): readonly Manifest[] => {
      if (becomes === undefined) return [];
      const named = becomes.name === '' ? { ...becomes, name: nameOfSource(object, found) } : becomes;
      return [
        {
          ...toManifest(document, [...within, ...found], objectOf(named, value)),
          becomes,
          ...(becomes.isOfHostedCluster === true ? hostedCluster(object) : {}),
        },
      ];
    }),
  );
}

/** The name of an element of `sourceFiles`; the path is that of its list. */
function nameOfSource(object: JsonObject, path: FieldPath): string {
  const element = path.slice(0, -2);
  const name = valueAt(object, [...element, 'metadata', 'name']);
  return typeof name === 'string' ? name : String(valueAt(object, [...element, 'fileName']));
}

function hostedCluster(object: JsonObject): Pick<Manifest, 'cluster' | 'release'> {
  const cluster = describeOwner(object);
  const image = valueAt(object, ['spec', 'release', 'image']);
  const release = releaseOfTag(image, `spec.release.image of ${cluster}`);
  return { cluster, ...(release === undefined ? {} : { release }) };
}

/** The file of `hypershift create cluster --image-content-sources`: only the list of a HostedCluster. */
function fromList(document: SourceDocument, value: unknown): readonly Manifest[] {
  if (!isSourceList(value)) return [];
  const manifest = { ...toManifest(document, [], objectOf(listOfHostedCluster, value)) };
  return [{ ...manifest, becomes: listOfHostedCluster, cluster: document.file.name }];
}

function objectOf(becomes: NonNullable<Wrapper['becomes']>, value: Json): JsonObject {
  const { kind, name } = becomes;
  if (kind === 'Image')
    return { apiVersion: 'config.openshift.io/v1', kind, metadata: { name }, spec: value };
  const { apiVersion, listField } = mirrorSetKinds[kind];
  const entries = Array.isArray(value) ? value.map((entry: Json) => toEntry(entry, becomes)) : value;
  return { apiVersion, kind, metadata: { name }, spec: { [listField]: entries } };
}

function fromRegistries(document: SourceDocument, { object, within }: Unwrapped): readonly Manifest[] {
  return rowsOf(object, 'registries').flatMap(({ path, becomes }) =>
    valuesAt(object, path).flatMap(({ value }): readonly Manifest[] => {
      if (becomes === undefined || typeof value !== 'string') return [];
      const read = readRegistries(document, [...within, ...path], value);
      if (read === undefined) return [];
      return [{ ...toManifest(read.document, ['registry'], objectOf(becomes, [...read.entries])), becomes }];
    }),
  );
}

/**
 * The installer names the policy of an entry `sourcePolicy`, and does not read `mirrorSourcePolicy`. The
 * entries of a HostedCluster have no policy under any name.
 */
function toEntry(entry: Json, { format, isOfHostedCluster }: NonNullable<Wrapper['becomes']>): Json {
  if (!isJsonObject(entry) || format === 'object') return entry;
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => {
      if (name === 'mirrorSourcePolicy')
        return [isOfHostedCluster === true ? unknownPolicy : 'sourcePolicy', value];
      return [name === 'sourcePolicy' && isOfHostedCluster !== true ? 'mirrorSourcePolicy' : name, value];
    }),
  );
}

/** `HostedCluster clusters/guest`, `SiteConfig ztp/site, cluster sno1`. */
function describeOwner(object: JsonObject, path: FieldPath = []): string {
  const textAt = (...field: FieldPath) => {
    const value = valueAt(object, field);
    return typeof value === 'string' ? [value] : [];
  };
  const name = [...textAt('metadata', 'namespace'), ...textAt('metadata', 'name')].join('/');
  const [cluster] = textAt(...path.slice(0, -1), 'clusterName');
  return [
    `${String(object.kind)} ${name}`.trim(),
    ...(cluster === undefined ? [] : [`cluster ${cluster}`]),
  ].join(', ');
}

/** This ConfigMap stores the install-config used at installation; no operator reads it afterwards. */
const historical = 'cluster-config-v1';

function fromTexts(
  document: SourceDocument,
  { object, within }: Unwrapped,
  value: unknown,
): readonly Manifest[] {
  if (valueAt(object, ['metadata', 'name']) === historical) return [];
  return [...rowsOf(object, 'text'), ...rowsOf(object, 'base64')].flatMap(({ path, holds, isInstallation }) =>
    valuesAt(object, path).flatMap(({ value: content, path: found }) => {
      if (typeof content !== 'string') return [];
      const isEncoded = holds === 'base64';
      const text = isEncoded ? decodeBase64(content) : content;
      const at = [...within, ...found];
      const manifests = parseText(document, at, text, { isEncoded }).map((manifest) =>
        withFillers(manifest, value, at),
      );
      if (isInstallation !== true) return manifests;
      const installation = describeOwner(object, found);
      const imageSet = imageSetOf(object, found);
      return manifests.map((manifest) => ({
        ...manifest,
        installation,
        ...(imageSet === undefined ? {} : { imageSet }),
      }));
    }),
  );
}

/** The name of the ClusterImageSet; a SiteConfig can have one per cluster and one for all. */
function imageSetOf(object: JsonObject, found: FieldPath): string | undefined {
  const names = [
    valueAt(object, [...found.slice(0, -1), 'clusterImageSetNameRef']),
    valueAt(object, ['spec', 'clusterImageSetNameRef']),
    valueAt(object, ['spec', 'imageSetRef', 'name']),
  ];
  return names.find((name) => typeof name === 'string');
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
