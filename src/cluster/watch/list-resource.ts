import type { ConfigurationOptions } from '@kubernetes/client-node';
import { roleLabel } from '../../kubernetes/machine-configs/read-machine-configs.ts';
import { reduceMachineConfig } from '../../kubernetes/machine-configs/reduce-machine-config.ts';
import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../model/json.ts';
import type { ApiConnection, CallOptions } from '../api-connection.ts';
import { unlessNotFound } from '../api-connection.ts';

export type ListApi = Pick<ApiConnection, 'core' | 'customObjects' | 'options'>;

/** Parameters of a generated list call. */
interface ListPage {
  readonly limit: number;
  readonly _continue?: string;
}

/**
 * A resource with its selectors. Like the informers of the Kubernetes client, it has a path to watch and a
 * function to list.
 */
export interface ListedResource {
  /** Plural name: for logs, metrics and reasons. */
  readonly resource: string;
  /** Set here, because items of a list of a built-in kind have neither apiVersion nor kind. */
  readonly apiVersion: string;
  readonly kind: string;
  /** `/apis/config.openshift.io/v1/images?fieldSelector=...`. */
  readonly path: string;
  /** Objects per response; set for large objects. */
  readonly pageSize?: number;
  /** Returns the retained part of an object; applied to each page, so no complete list is in memory. */
  reduce?(object: JsonObject): JsonObject;
  /** Resolves to a list as the API server returns it. */
  list(api: ListApi, page: ListPage, options: ConfigurationOptions): Promise<unknown>;
}

/**
 * A cluster-scoped resource of any API group except the core group: all objects, or the one with a given
 * name.
 */
export function customResource(
  group: string,
  version: string,
  { kind, plural }: { readonly kind: string; readonly plural: string },
  name?: string,
): ListedResource {
  const path = `/apis/${group}/${version}/${plural}`;
  const target = { group, version, plural };
  const named = { resource: plural, apiVersion: `${group}/${version}`, kind };
  if (name === undefined)
    return {
      ...named,
      path,
      list: ({ customObjects }, page, options) =>
        customObjects.listClusterCustomObject({ ...target, ...page }, options),
    };
  const fieldSelector = `metadata.name=${name}`;
  return {
    ...named,
    path: `${path}?fieldSelector=${encodeURIComponent(fieldSelector)}`,
    list: ({ customObjects }, page, options) =>
      customObjects.listClusterCustomObject({ ...target, ...page, fieldSelector }, options),
  };
}

/** MachineConfigs with a role, which administrators create; rendered MachineConfigs have none. */
export function machineConfigs(): ListedResource {
  const target = { group: 'machineconfiguration.openshift.io', version: 'v1', plural: 'machineconfigs' };
  const labelSelector = roleLabel;
  const collection = `/apis/${target.group}/${target.version}/${target.plural}`;
  return {
    resource: target.plural,
    apiVersion: `${target.group}/${target.version}`,
    kind: 'MachineConfig',
    path: `${collection}?labelSelector=${encodeURIComponent(labelSelector)}`,
    // A MachineConfig can have 1.5 MB and contain the pull secret.
    pageSize: 5,
    reduce: reduceMachineConfig,
    list: ({ customObjects }, page, options) =>
      customObjects.listClusterCustomObject({ ...target, ...page, labelSelector }, options),
  };
}

/** Nodes that run Windows. */
export function windowsNodes(): ListedResource {
  const labelSelector = 'kubernetes.io/os=windows';
  return {
    resource: 'nodes',
    apiVersion: 'v1',
    kind: 'Node',
    path: `/api/v1/nodes?labelSelector=${encodeURIComponent(labelSelector)}`,
    async list({ core }, page, options) {
      const { metadata, items } = await core.listNode({ labelSelector, ...page }, options);
      return { metadata: { ...metadata, continue: metadata?._continue }, items };
    },
  };
}

/** The ConfigMap with a given name. */
export function configMap(namespace: string, name: string): ListedResource {
  const fieldSelector = `metadata.name=${name}`;
  return {
    resource: 'configmaps',
    apiVersion: 'v1',
    kind: 'ConfigMap',
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

/** `absent`: the API server does not serve the resource, or does not serve it yet. */
export type Listing =
  | { readonly kind: 'listed'; readonly objects: readonly JsonObject[]; readonly resourceVersion: string }
  | { readonly kind: 'absent' };

/** Limits the size of one response, independent of the number of objects. */
const pageSize = 250;

/**
 * Lists all objects of a resource page by page. Rejects if the API server does not respond, returns an error,
 * returns something other than a list, or if a page expires (410). The caller lists again after every
 * failure.
 */
export async function listResource(
  api: ListApi,
  resource: ListedResource,
  options: CallOptions = {},
): Promise<Listing> {
  const objects: JsonObject[] = [];
  const callOptions = api.options(options);
  for (let next = ''; ; ) {
    const page = { limit: resource.pageSize ?? pageSize, ...(next === '' ? {} : { _continue: next }) };
    const list = await unlessNotFound(resource.list(api, page, callOptions));
    if (list === undefined) return { kind: 'absent' };
    const items = itemsOf(list, resource);
    objects.push(...(resource.reduce === undefined ? items : items.map(resource.reduce)));
    next = String(valueAt(list, ['metadata', 'continue']) ?? '');
    if (next === '') return { kind: 'listed', objects, resourceVersion: versionOf(list) };
  }
}

function itemsOf(list: unknown, { path }: ListedResource): readonly JsonObject[] {
  const items = fieldOf(list, 'items');
  if (Array.isArray(items)) return items.filter(isJsonObject);
  if (items === null) return [];
  // A proxy can respond instead of the API server. Reading its response as an empty list would delete all
  // known objects.
  throw new Error(`the response to GET ${path.split('?', 1)[0]} is not a list`);
}

function versionOf(list: unknown): string {
  return String(valueAt(list, ['metadata', 'resourceVersion']) ?? '');
}
