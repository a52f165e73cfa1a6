import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../model/json.ts';

/** An image that nodes would pull. */
export interface FoundImage {
  /** The image reference as written. */
  readonly image: string;
  /** The object that references the image, such as `Deployment shop/web`; empty outside an object. */
  readonly usedBy: string;
}

/**
 * Finds the images in documents: in pod specs at any depth, which includes every workload template; in
 * CatalogSources, ClusterCatalogs, ImageStreams and ImageSetConfigurations; and in lists of strings. Cost:
 * linear, also if YAML aliases repeat values.
 */
export function findImages(documents: readonly unknown[]): readonly FoundImage[] {
  const search = new ImageSearch();
  for (const document of documents) search.addDocument(document);
  return search.images;
}

class ImageSearch {
  readonly images: FoundImage[] = [];
  private readonly seen = new WeakSet<object>();

  addDocument(document: unknown): void {
    if (Array.isArray(document) && document.every((element) => typeof element === 'string'))
      this.addImages(document, '');
    else this.visit(document, '');
  }

  private visit(value: unknown, owner: string): void {
    if (typeof value !== 'object' || value === null || this.seen.has(value)) return;
    this.seen.add(value);
    if (!isJsonObject(value)) {
      for (const element of value as readonly unknown[]) this.visit(element, owner);
      return;
    }
    const here = describeObject(value) ?? owner;
    this.addImages(imagesOf(value), here);
    for (const name in value) this.visit(value[name], here);
  }

  private addImages(images: readonly unknown[], usedBy: string): void {
    for (const image of images) {
      // A blank image is a placeholder that an image trigger sets.
      if (typeof image === 'string' && image.trim() !== '') this.images.push({ image, usedBy });
    }
  }
}

function describeObject(object: JsonObject): string | undefined {
  const [kind, name, namespace] = [
    object.kind,
    valueAt(object, ['metadata', 'name']),
    valueAt(object, ['metadata', 'namespace']),
  ];
  if (typeof kind !== 'string' || object.apiVersion === undefined) return undefined;
  if (typeof name !== 'string') return kind;
  return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${name}`;
}

function imagesOf(object: JsonObject): readonly unknown[] {
  const ofKind = typeof object.kind === 'string' ? imagesByKind.get(object.kind) : undefined;
  return [...imagesOfPod(object), ...(ofKind?.(object) ?? [])];
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

function imagesOfPod(spec: JsonObject): readonly unknown[] {
  // Fast path: nearly all objects have none of these fields.
  if (spec.containers === undefined && spec.initContainers === undefined && spec.volumes === undefined)
    return [];
  const containers = containerLists.flatMap((list) => elementsAt(spec, [list]));
  const volumes = elementsAt(spec, ['volumes']);
  return [
    ...containers.map((container) => fieldOf(container, 'image')),
    ...volumes.map((volume) => valueAt(volume, ['image', 'reference'])),
  ];
}

/** A Map, because an object literal would also match kinds named like inherited properties. */
const imagesByKind: ReadonlyMap<string, (object: JsonObject) => readonly unknown[]> = new Map([
  ['CatalogSource', (object) => [valueAt(object, ['spec', 'image'])]],
  ['ClusterCatalog', (object) => [valueAt(object, ['spec', 'source', 'image', 'ref'])]],
  ['ImageStream', imagesOfStream],
  ['ImageSetConfiguration', imagesOfSet],
]);

function imagesOfStream(object: JsonObject): readonly unknown[] {
  return [
    valueAt(object, ['spec', 'dockerImageRepository']),
    ...elementsAt(object, ['spec', 'tags']).flatMap((tag) =>
      valueAt(tag, ['from', 'kind']) === 'DockerImage' ? [valueAt(tag, ['from', 'name'])] : [],
    ),
  ];
}

/**
 * ImageSetConfiguration of oc-mirror v1 and v2. A catalog with the prefix `oci://` is a folder and not an
 * image.
 */
function imagesOfSet(object: JsonObject): readonly unknown[] {
  const catalogs = elementsAt(object, ['mirror', 'operators']).map((each) => fieldOf(each, 'catalog'));
  return [
    valueAt(object, ['mirror', 'platform', 'release']),
    ...catalogs.filter((catalog) => typeof catalog !== 'string' || !catalog.startsWith('oci://')),
    ...elementsAt(object, ['mirror', 'additionalImages']).map((each) => fieldOf(each, 'name')),
  ];
}

function elementsAt(object: JsonObject, path: readonly string[]): readonly Json[] {
  const list = valueAt(object, path);
  return Array.isArray(list) ? list : [];
}
