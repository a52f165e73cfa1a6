import type { V1Deployment } from '@kubernetes/client-node';
import { type ApiConnection, isStatus } from '../api-connection.ts';

/** An installation of the chart, as described by its Deployment. */
export interface FoundInstallation {
  readonly namespace: string;
  /** The name of the Deployment and of most other objects. */
  readonly name: string;
  readonly service: string;
  readonly configuration: string;
  readonly serviceAccount: string;
  /** The Secret with the serving certificate. */
  readonly secret: string;
  /** Whether the pods issue their certificates. */
  readonly isSelfSigned: boolean;
  readonly readsMachineConfigs: boolean;
}

export type FoundInstallations =
  | { readonly kind: 'found'; readonly installations: readonly FoundInstallation[] }
  | { readonly kind: 'forbidden'; readonly reason: string };

const labelSelector = 'app.kubernetes.io/name=mirrorguard';

/** The installations in a namespace, or in the whole cluster. */
export async function findInstallations(
  { apps }: Pick<ApiConnection, 'apps'>,
  namespace: string | undefined,
): Promise<FoundInstallations> {
  try {
    const { items } =
      namespace === undefined
        ? await apps.listDeploymentForAllNamespaces({ labelSelector })
        : await apps.listNamespacedDeployment({ namespace, labelSelector });
    return { kind: 'found', installations: items.map(toInstallation) };
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
    return {
      kind: 'forbidden',
      reason: 'forbidden, needs get and list on deployments.apps; or use --namespace',
    };
  }
}

function toInstallation({ metadata, spec }: V1Deployment): FoundInstallation {
  const name = metadata?.name ?? '';
  const pod = spec?.template.spec;
  const args = (pod?.containers ?? []).flatMap((container) => container.args ?? []);
  const option = (flag: string) => args.find((arg) => arg.startsWith(`--${flag}=`))?.slice(flag.length + 3);
  const mounted = pod?.volumes?.find((volume) => volume.name === 'tls')?.secret?.secretName;
  return {
    namespace: metadata?.namespace ?? '',
    name,
    service: option('service-name') ?? name,
    configuration: option('webhook-configuration') ?? name,
    serviceAccount: pod?.serviceAccountName ?? 'default',
    secret: mounted ?? option('ca-secret') ?? `${name}-ca`,
    isSelfSigned: option('certificates') === 'self',
    readsMachineConfigs: option('machine-configs') === 'on',
  };
}
