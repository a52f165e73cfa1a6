import { requirementOf, type SignatureRequirement } from './files/signature-requirement.ts';
import { type JsonObject, valueAt } from './json.ts';
import { isNestedInside } from './location/scope.ts';

/**
 * A ClusterImagePolicy or an ImagePolicy. Nodes pull images of its scopes only with a valid signature (DOMAIN
 * 8.6).
 */
export interface ImagePolicy {
  readonly name: string;
  /** Undefined for a ClusterImagePolicy. */
  readonly namespace?: string;
  readonly scopes: readonly string[];
  /** The requirement in policy.json; undefined if only the scopes are known. */
  readonly requirement?: SignatureRequirement;
  /** Assumed: the input has no such object. */
  readonly isAssumed?: true;
}

/** The default policy of clusters with feature SigstoreImageVerification (OpenShift 4.21 and later). */
export const releasePolicy: ImagePolicy = {
  name: 'openshift',
  scopes: ['quay.io/openshift-release-dev/ocp-release'],
  isAssumed: true,
};

export function describeAssumedPolicy({ name, scopes }: ImagePolicy): string {
  return `the input has no ClusterImagePolicy; assuming "${name}" with scope "${scopes[0]}"`;
}

/** The ClusterImagePolicies and ImagePolicies among objects of any shape; undefined if there are none. */
export function readImagePolicies(objects: Iterable<JsonObject>): readonly ImagePolicy[] | undefined {
  const policies = [...objects].flatMap((object) => readImagePolicy(object) ?? []);
  return policies.length === 0 ? undefined : policies;
}

function readImagePolicy(object: JsonObject): ImagePolicy | undefined {
  const isNamespaced = object.kind === 'ImagePolicy';
  if (!isNamespaced && object.kind !== 'ClusterImagePolicy') return undefined;
  if (!String(object.apiVersion).startsWith('config.openshift.io/')) return undefined;
  const name = valueAt(object, ['metadata', 'name']);
  const namespace = valueAt(object, ['metadata', 'namespace']);
  const scopes = valueAt(object, ['spec', 'scopes']);
  if (typeof name !== 'string' || !Array.isArray(scopes)) return undefined;
  const requirement = requirementOf(valueAt(object, ['spec', 'policy']));
  return {
    name,
    ...(isNamespaced ? { namespace: typeof namespace === 'string' ? namespace : 'default' } : {}),
    scopes: scopes.filter((scope) => typeof scope === 'string'),
    ...(requirement === undefined ? {} : { requirement }),
  };
}

/** `ClusterImagePolicy openshift`, `ImagePolicy team/signed`. */
export function formatImagePolicy({ name, namespace, isAssumed }: Omit<ImagePolicy, 'scopes'>): string {
  if (namespace !== undefined) return `ImagePolicy ${namespace}/${name}`;
  return `ClusterImagePolicy ${name}${isAssumed === true ? ' (assumed)' : ''}`;
}

/** All image policies, by scope. */
export interface SignedScopes {
  /** Scopes of ClusterImagePolicies. */
  readonly cluster: ReadonlyMap<string, readonly ImagePolicy[]>;
  /**
   * Scopes of ImagePolicies. The MCO leaves out a scope that is nested inside a scope of a
   * ClusterImagePolicy.
   */
  readonly namespaced: ReadonlyMap<string, readonly ImagePolicy[]>;
}

export const noSignedScopes: SignedScopes = { cluster: new Map(), namespaced: new Map() };

/** Cost: scopes of ImagePolicies times scopes of ClusterImagePolicies; clusters have a handful of both. */
export function collectSignedScopes(policies: readonly ImagePolicy[]): SignedScopes {
  if (policies.length === 0) return noSignedScopes;
  const cluster = byScope(policies.filter(({ namespace }) => namespace === undefined));
  const isInCluster = (scope: string) => [...cluster.keys()].some((other) => isNestedInside(scope, other));
  const namespaced = byScope(policies.filter(({ namespace }) => namespace !== undefined));
  for (const scope of namespaced.keys()) if (isInCluster(scope)) namespaced.delete(scope);
  return { cluster, namespaced };
}

function byScope(policies: readonly ImagePolicy[]): Map<string, ImagePolicy[]> {
  const scopes = new Map<string, ImagePolicy[]>();
  for (const policy of policies) {
    for (const scope of policy.scopes) {
      const others = scopes.get(scope);
      if (others === undefined) scopes.set(scope, [policy]);
      else others.push(policy);
    }
  }
  return scopes;
}
