import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../model/json.ts';
import type { ApiCall, ApiClient } from '../api-connection.ts';
import { refusal } from '../refusal.ts';

/** `absent`: the API server knows no such resource, or not yet. */
export type Listing =
  | { readonly kind: 'listed'; readonly objects: readonly JsonObject[]; readonly resourceVersion: string }
  | { readonly kind: 'absent' };

/** Keeps one answer small, however many objects there are. */
const pageSize = 250;

/**
 * All objects of a resource as they are now, page by page.
 *
 * Rejects where the API server does not answer, refuses, or answers with something else; also where a page came too late to follow the first (410): a list
 * that is begun anew is the answer to that, as to every other failure.
 *
 * @param path with its selectors: `/apis/config.openshift.io/v1/images`
 */
export async function listResource(
  api: ApiClient,
  path: string,
  { accept }: Pick<ApiCall, 'accept'> = {},
): Promise<Listing> {
  const objects: JsonObject[] = [];
  const wanted = accept === undefined ? {} : { accept };
  for (let next = ''; ; ) {
    const query = { limit: String(pageSize), ...(next === '' ? {} : { continue: next }) };
    const call: ApiCall = { method: 'GET', path: withQuery(path, query), ...wanted };
    const answer = await api(call);
    if (answer.status === 404) return { kind: 'absent' };
    if (answer.status !== 200) throw refusal(call, answer);
    const items = fieldOf(answer.body, 'items');
    // Something on the way may answer in the API server's place. An empty list would be believed: all objects would be gone.
    if (!Array.isArray(items) && items !== null)
      throw new Error(`the answer to GET ${path.split('?', 1)[0]} is no list`);
    for (const item of items ?? []) if (isJsonObject(item)) objects.push(item);
    next = String(valueAt(answer.body, ['metadata', 'continue']) ?? '');
    if (next === '')
      return {
        kind: 'listed',
        objects,
        resourceVersion: String(valueAt(answer.body, ['metadata', 'resourceVersion']) ?? ''),
      };
  }
}

export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}
