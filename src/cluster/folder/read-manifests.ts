import { parseAllDocuments } from 'yaml';
import { fieldOf, isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';

export type Manifests = { readonly objects: readonly JsonObject[] } | { readonly problem: string };

/**
 * The API objects of one file: any number of YAML documents (JSON is one of them); the items of a `List` are taken out of it.
 *
 * @param text of the file
 */
export function readManifests(text: string): Manifests {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false });
    const objects: JsonObject[] = [];
    for (const document of Array.isArray(documents) ? documents : []) {
      const [error] = document.errors;
      if (error !== undefined) return { problem: (error.message.split('\n', 1)[0] ?? '').replace(/:$/, '') };
      const value: Json = document.toJS();
      if (value === null) continue;
      if (!isJsonObject(value)) return { problem: 'holds a document that is not an object' };
      objects.push(...outOfList(value));
    }
    return { objects };
  } catch (error) {
    // Too many aliases, for example: yaml guards against documents that explode.
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function outOfList(object: JsonObject): readonly JsonObject[] {
  const { kind } = object;
  const items = fieldOf(object, 'items');
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [object];
  return items.filter(isJsonObject);
}
