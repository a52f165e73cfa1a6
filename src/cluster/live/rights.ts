import { valueAt } from '../../model/json.ts';
import type { ApiConnection } from '../api-connection.ts';
import { checkLeaseOf, type OwnObject, type Permission } from '../permissions.ts';
import type { FoundInstallation } from './installation.ts';

/** One permission in the form of a SubjectAccessReview. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** The permissions that the pods of an installation require. */
export function rightsOf(permissions: readonly Permission[], found: FoundInstallation): readonly Right[] {
  const names: Readonly<Record<OwnObject, string>> = {
    caSecret: found.secret,
    lease: found.name,
    checkLease: checkLeaseOf(found.name),
    webhookConfiguration: found.configuration,
    deployment: found.name,
    clusterReport: found.name,
    drainOverride: 'image-registry-override-drain',
    hostedClusters: 'hostedclusters.hypershift.openshift.io',
  };
  return (
    permissions
      .filter(({ selfSignedOnly }) => selfSignedOnly !== true || found.isSelfSigned)
      // Events and reports depend on values of the chart; the webhook works without them.
      .filter(({ writtenOnly }) => writtenOnly === undefined)
      .filter(({ machineConfigsOnly }) => machineConfigsOnly !== true || found.readsMachineConfigs)
      .flatMap(({ scope, group, resources, verbs, only }) =>
        resources.flatMap((resource) =>
          verbs.map((verb) => ({
            verb,
            group,
            resource,
            ...(only === undefined ? {} : { name: names[only] }),
            ...namespaceOf(scope, only, found),
          })),
        ),
      )
  );
}

function namespaceOf(
  scope: Permission['scope'],
  only: OwnObject | undefined,
  { namespace }: FoundInstallation,
): Pick<Right, 'namespace'> {
  if (scope === 'namespace') return { namespace };
  // A ClusterRole can also grant it.
  return only === 'drainOverride' ? { namespace: 'openshift-machine-config-operator' } : {};
}

/** Whether RBAC permits it. Rejects with 403 if the user may not create SubjectAccessReviews. */
export async function isAllowed(
  { customObjects }: Pick<ApiConnection, 'customObjects'>,
  right: Right,
  { namespace, serviceAccount }: FoundInstallation,
): Promise<boolean> {
  const group = 'authorization.k8s.io';
  const body = {
    apiVersion: `${group}/v1`,
    kind: 'SubjectAccessReview',
    spec: {
      user: `system:serviceaccount:${namespace}:${serviceAccount}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      resourceAttributes: right,
    },
  };
  const review = await customObjects.createClusterCustomObject({
    group,
    version: 'v1',
    plural: 'subjectaccessreviews',
    body,
  });
  return valueAt(review, ['status', 'allowed']) === true;
}
