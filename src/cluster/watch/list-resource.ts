import type { ConfigurationOptions } from '@kubernetes/client-node';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../model/json.ts';
import type { ApiConnection, CallOptions } from '../api-connection.ts';
import { unlessNotFound } from '../api-connection.ts';

export type ListApi = Pick<ApiConnection, 'core' | 'customObjects' | 'options'>;

/** Parameters of every generated list call. */
interface ListPage {
  readonly limit: number;
  readonly _continue?: string;
}

/**
 * A resource with its selectors. As for the informers of the Kubernetes client: a path to watch, a function
 * to list.
 */
export interface ListedResource {
  /** Plural name: for logs, metrics and reasons. */
  readonly resource: string;
  /** `/apis/config.openshift.io/v1/images?fieldSelector=...`. */
  readonly path: string;
  /** Resolves to a list as the API server returns it. */
  list(api: ListApi, page: ListPage, options: ConfigurationOptions): Promise<unknown>;
}

/**
 * All objects of a cluster-scoped resource of any API group except the core group, or the object of one name.
 */
export function customResource(
  group: string,
  version: string,
  resource: string,
  name?: string,
): ListedResource {
  const path = `/apis/${group}/${version}/${resource}`;
  const target = { group, version, plural: resource };
  if (name === undefined)
    return {
      resource,
      path,
      list: ({ customObjects }, page, options) =>
        customObjects.listClusterCustomObject({ ...target, ...page }, options),
    };
  const fieldSelector = `metadata.name=${name}`;
  return {
    resource,
    path: `${path}?fieldSelector=${encodeURIComponent(fieldSelector)}`,
    list: ({ customObjects }, page, options) =>
      customObjects.listClusterCustomObject({ ...target, ...page, fieldSelector }, options),
  };
}

/** The ConfigMap of one name. */
export function configMap(namespace: string, name: string): ListedResource {
  const fieldSelector = `metadata.name=${name}`;
  return {
    resource: 'configmaps',
    path: `/api/v1/namespaces/${namespace}/configmaps?fieldSelector=${encodeURIComponent(fieldSelector)}`,
    async list({ core }, page, options) {
      const { metadata, items } = await core.listNamespacedConfigMap(
        { namespace, fieldSelector, ...page },
        options,
      );
      // The typed client renames the field.
      return { metadata: { ...metadata, continue: metadata?._continue }, items };
    },
  };
}

/** `absent`: the API server does not serve the resource, or not yet. */
export type Listing =
  | { readonly kind: 'listed'; readonly objects: readonly JsonObject[]; readonly resourceVersion: string }
  | { readonly kind: 'absent' };

/** Bounds the size of one response, however many objects exist. */
const pageSize = 250;

/**
 * All objects of a resource, page by page. Rejects if the API server does not respond, or responds with an
 * error or with something other than a list; also if a page expires (410), to which the caller responds with
 * a new list, as to every failure.
 */
export async function listResource(
  api: ListApi,
  resource: ListedResource,
  options: CallOptions = {},
): Promise<Listing> {
  const objects: JsonObject[] = [];
  const callOptions = api.options(options);
  for (let next = ''; ; ) {
    const page = { limit: pageSize, ...(next === '' ? {} : { _continue: next }) };
    const list = await unlessNotFound(resource.list(api, page, callOptions));
    if (list === undefined) return { kind: 'absent' };
    objects.push(...itemsOf(list, resource));
    next = String(valueAt(list, ['metadata', 'continue']) ?? '');
    if (next === '') return { kind: 'listed', objects, resourceVersion: versionOf(list) };
  }
}

function itemsOf(list: unknown, { path }: ListedResource): readonly JsonObject[] {
  const items = fieldOf(list, 'items');
  if (Array.isArray(items)) return items.filter(isJsonObject);
  if (items === null) return [];
  // A proxy may respond in place of the API server. If its response counted as an empty list, all objects
  // would be lost.
  throw new Error(`the response to GET ${path.split('?', 1)[0]} is not a list`);
}

function versionOf(list: unknown): string {
  return String(valueAt(list, ['metadata', 'resourceVersion']) ?? '');
}
