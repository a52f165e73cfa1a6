import { fieldOf, type Json, type JsonObject, valueAt } from './json.ts';

/**
 * The type of the cluster. It determines whether a service manages mirror sets or restricts them (DOMAIN 8.4,
 * 9).
 */
export interface Platform {
  /** ROSA classic or OpenShift Dedicated. A webhook of the service denies some sources. */
  readonly isManaged: boolean;
  /** A hosted cluster, whose control plane HyperShift runs in another cluster. */
  readonly isHostedGuest: boolean;
  /** The input is the configuration in the HostedCluster itself, which the nodes get. */
  readonly isHostedSpec?: true;
  /** A management cluster, in which HyperShift runs the control planes of hosted clusters. */
  readonly isHostingHub: boolean;
  /** The cluster has one node, which the daemon never drains. */
  readonly isSingleNode: boolean;
}

/** A cluster without an Infrastructure object: its own administrators manage mirror sets. */
export const plainPlatform: Platform = {
  isManaged: false,
  isHostedGuest: false,
  isHostingHub: false,
  isSingleNode: false,
};

/** The hosted cluster that a HostedCluster describes. */
export const hostedSpecPlatform: Platform = { ...plainPlatform, isHostedGuest: true, isHostedSpec: true };

/** Detects the platform from objects of any shape; undefined if none of them indicates it. */
export function readPlatform(objects: Iterable<JsonObject>): Platform | undefined {
  let infrastructure: JsonObject | undefined;
  let isHostingHub = false;
  let hasServiceWebhook = false;
  for (const object of objects) {
    const name = valueAt(object, ['metadata', 'name']);
    if (
      object.kind === 'Infrastructure' &&
      object.apiVersion === 'config.openshift.io/v1' &&
      name === 'cluster'
    )
      infrastructure = object;
    isHostingHub ||= isOfHyperShift(object, name);
    hasServiceWebhook ||=
      object.kind === 'ValidatingWebhookConfiguration' &&
      typeof name === 'string' &&
      name.endsWith('imagecontentpolicies-validation');
  }
  if (infrastructure === undefined && !isHostingHub && !hasServiceWebhook) return undefined;
  const isHostedGuest = valueAt(infrastructure, ['status', 'controlPlaneTopology']) === 'External';
  return {
    isManaged: hasServiceWebhook || (isTaggedAsManaged(infrastructure) && !isHostedGuest),
    isHostedGuest,
    isHostingHub,
    isSingleNode:
      valueAt(infrastructure, ['status', 'controlPlaneTopology']) === 'SingleReplica' &&
      valueAt(infrastructure, ['status', 'infrastructureTopology']) === 'SingleReplica',
  };
}

function isOfHyperShift(object: JsonObject, name: Json | undefined): boolean {
  if (String(object.apiVersion).startsWith('hypershift.openshift.io/')) return true;
  return object.kind === 'CustomResourceDefinition' && name === 'hostedclusters.hypershift.openshift.io';
}

/** The service tags its cloud resources, and Infrastructure repeats the tags. */
function isTaggedAsManaged(infrastructure: JsonObject | undefined): boolean {
  const tags = [
    valueAt(infrastructure, ['status', 'platformStatus', 'aws', 'resourceTags']),
    valueAt(infrastructure, ['status', 'platformStatus', 'gcp', 'resourceLabels']),
  ];
  return tags.some(
    (list) =>
      Array.isArray(list) &&
      list.some((tag) => fieldOf(tag, 'key') === 'red-hat-managed' && fieldOf(tag, 'value') === 'true'),
  );
}
