/**
 * Writes a Policy of Red Hat Advanced Cluster Management that installs the chart on a fleet:
 * `node scripts/acm-policy.ts CHART [helm template options]`.
 */
import { execFileSync } from 'node:child_process';
import { parseAllDocuments, stringify } from 'yaml';
import { helm } from './helm.ts';

interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

const namespace = 'mirrorguard';
const policyNamespace = 'mirrorguard-policies';
const policyApi = 'policy.open-cluster-management.io/v1';

/** Returns the Policy with its Placement, as YAML. */
export function writeAcmPolicy(chart: string, options: readonly string[] = []): string {
  const objects = renderChart(chart, options);
  const isWebhook = ({ kind }: KubernetesObject) => kind.endsWith('WebhookConfiguration');
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  if (deployment === undefined) throw new Error('the chart contains no Deployment');
  const available = {
    apiVersion: deployment.apiVersion,
    kind: deployment.kind,
    metadata: { name: deployment.metadata.name, namespace },
    status: { conditions: [{ type: 'Available', status: 'True' }] },
  };
  const namespaceObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  const policy = {
    apiVersion: policyApi,
    kind: 'Policy',
    metadata: { name: 'mirrorguard', namespace: policyNamespace },
    spec: {
      disabled: false,
      'policy-templates': [
        template('mirrorguard', 'enforce', [
          namespaceObject,
          ...objects.filter((object) => !isWebhook(object)),
        ]),
        template('mirrorguard-available', 'inform', [available]),
        // Created last, because webhooks without a running pod would block every write of a mirror set.
        { ...template('mirrorguard-webhooks', 'enforce', objects.filter(isWebhook)), ...afterAvailable },
      ],
    },
  };
  return [policy, placement, placementBinding]
    .map((object) => stringify(object, { lineWidth: 0 }))
    .join('---\n');
}

/** The objects without Helm hooks, which only Helm runs. */
function renderChart(chart: string, options: readonly string[]): readonly KubernetesObject[] {
  if (helm === undefined) throw new Error('helm is required: run test/e2e/cluster/program helm, or set HELM');
  const args = ['template', 'mirrorguard', chart, '--namespace', namespace, '--no-hooks', ...options];
  const text = execFileSync(helm, args, { encoding: 'utf8' });
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null)
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined);
}

function template(name: string, remediationAction: 'enforce' | 'inform', objects: readonly object[]) {
  return {
    objectDefinition: {
      apiVersion: policyApi,
      kind: 'ConfigurationPolicy',
      metadata: {
        name,
        // Descriptions of alerts contain template braces.
        annotations: { 'policy.open-cluster-management.io/disable-templates': 'true' },
      },
      spec: {
        remediationAction,
        severity: 'high',
        pruneObjectBehavior: remediationAction === 'enforce' ? 'DeleteIfCreated' : 'None',
        'object-templates': objects.map((objectDefinition) => ({
          complianceType: 'musthave',
          objectDefinition,
        })),
      },
    },
  };
}

const afterAvailable = {
  extraDependencies: [
    {
      apiVersion: policyApi,
      kind: 'ConfigurationPolicy',
      name: 'mirrorguard-available',
      compliance: 'Compliant',
    },
  ],
};

const placement = {
  apiVersion: 'cluster.open-cluster-management.io/v1beta1',
  kind: 'Placement',
  metadata: { name: 'mirrorguard', namespace: policyNamespace },
  spec: {
    predicates: [
      {
        requiredClusterSelector: {
          labelSelector: { matchExpressions: [{ key: 'vendor', operator: 'In', values: ['OpenShift'] }] },
        },
      },
    ],
  },
};

const placementBinding = {
  apiVersion: policyApi,
  kind: 'PlacementBinding',
  metadata: { name: 'mirrorguard', namespace: policyNamespace },
  placementRef: { apiGroup: 'cluster.open-cluster-management.io', kind: 'Placement', name: 'mirrorguard' },
  subjects: [{ apiGroup: 'policy.open-cluster-management.io', kind: 'Policy', name: 'mirrorguard' }],
};

if (import.meta.main) {
  const [chart, ...options] = process.argv.slice(2);
  try {
    if (chart === undefined)
      throw new Error('usage: node scripts/acm-policy.ts CHART [helm template options]');
    process.stdout.write(writeAcmPolicy(chart, options));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
