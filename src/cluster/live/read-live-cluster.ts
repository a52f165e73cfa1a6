import type { UnreadFacts } from '../../engine/assumptions.ts';
import type { FactName } from '../../model/facts.ts';
import type { JsonObject } from '../../model/json.ts';
import { isStatus } from '../api-connection.ts';
import { type Collector, createCollectors } from '../watch/collectors.ts';
import { type ListApi, type ListedResource, listResource } from '../watch/list-resource.ts';
import { metadataList } from '../watch/resource-watch.ts';

/** The current objects of a running cluster. */
export interface LiveObjects {
  readonly objects: readonly JsonObject[];
  /** Facts that the user is not permitted to read. */
  readonly unknown: UnreadFacts;
}

type Read =
  | { readonly objects: readonly JsonObject[] }
  | { readonly forbidden: readonly FactName[]; readonly resource: string };

/**
 * Reads every resource that the webhook watches, and MachineConfigs, by list requests. Rejects if the API
 * server does not respond, or returns an error other than 403, because the result would be a partial cluster.
 */
export async function readLiveCluster(api: ListApi): Promise<LiveObjects> {
  const { all } = createCollectors(() => {}, { readsMachineConfigs: true });
  const read = await Promise.all(all.map((collector) => readResource(api, collector)));
  const forbidden = read.flatMap((one) =>
    'forbidden' in one ? one.forbidden.map((fact) => ({ fact, resource: one.resource })) : [],
  );
  const reasons = Map.groupBy(forbidden, ({ fact }) => fact)
    .entries()
    .map(([fact, needed]) => {
      const resources = needed.map(({ resource }) => resource).join(' and ');
      return [fact, `forbidden, needs get and list on ${resources}`] as const;
    });
  return {
    objects: read.flatMap((one) => ('objects' in one ? one.objects : [])),
    unknown: Object.fromEntries(reasons),
  };
}

async function readResource(
  api: ListApi,
  { resource, gives, metadataOnly }: Pick<Collector, 'resource' | 'gives' | 'metadataOnly'>,
): Promise<Read> {
  try {
    const listing = await listResource(api, resource, metadataOnly === true ? { accept: metadataList } : {});
    const objects = listing.kind === 'absent' ? [] : listing.objects;
    const { apiVersion, kind } = resource;
    // A metadata-only response has a different kind.
    return { objects: objects.map((object) => ({ ...object, apiVersion, kind })) };
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
    return { forbidden: gives, resource: qualifiedName(resource) };
  }
}

/** The format of `kubectl auth can-i`: `machineconfigpools.machineconfiguration.openshift.io`. */
function qualifiedName({ resource, apiVersion }: ListedResource): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? resource : `${resource}.${group}`;
}
