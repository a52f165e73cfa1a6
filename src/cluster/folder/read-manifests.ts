import { parseAllDocuments } from 'yaml';
import { fieldOf, isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { shorten } from '../../webhook/shorten.ts';

const longestProblem = 200;

export type Manifests = { readonly objects: readonly JsonObject[] } | { readonly problem: string };

/**
 * The API objects of one file: any number of YAML documents (JSON is one of them); the items of a `List` are taken out of it.
 *
 * @param text of the file
 */
export function readManifests(text: string): Manifests {
  try {
    // `<<` is resolved, and a key that stands twice is an error, as for kubectl and for the command line.
    const documents = parseAllDocuments(text, { merge: true });
    const objects: JsonObject[] = [];
    for (const document of Array.isArray(documents) ? documents : []) {
      const [error] = document.errors;
      if (error !== undefined) return { problem: toFirstLine(error.message) };
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

/** The parser quotes what it did not expect, however long that is, and shows the lines around it. */
function toFirstLine(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return shorten(line.replace(/:$/, ''), longestProblem);
}

function outOfList(object: JsonObject): readonly JsonObject[] {
  const { apiVersion, kind } = object;
  const items = fieldOf(object, 'items');
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [object];
  const kindOfItems = kind.replace(/List$/, '');
  // Elements of a typed list need not say what they are.
  const isTyped = kindOfItems !== '' && typeof apiVersion === 'string';
  return items
    .filter(isJsonObject)
    .map((item) => (isTyped && item.kind === undefined ? { apiVersion, kind: kindOfItems, ...item } : item));
}
