import type { CatalogFact } from '../model/facts.ts';
import { type JsonObject, valueAt } from '../model/json.ts';

/** The CatalogSources with an image among objects of any shape; undefined without any CatalogSource. */
export function readCatalogs(objects: Iterable<JsonObject>): readonly CatalogFact[] | undefined {
  let catalogs: CatalogFact[] | undefined;
  for (const object of objects) {
    if (object.kind !== 'CatalogSource' || !String(object.apiVersion).startsWith('operators.coreos.com/'))
      continue;
    catalogs ??= [];
    const [name, namespace = 'openshift-marketplace', image] = [
      valueAt(object, ['metadata', 'name']),
      valueAt(object, ['metadata', 'namespace']),
      valueAt(object, ['spec', 'image']),
    ];
    if (typeof name === 'string' && typeof image === 'string' && image !== '')
      catalogs.push({ name: `${String(namespace)}/${name}`, image });
  }
  return catalogs;
}
