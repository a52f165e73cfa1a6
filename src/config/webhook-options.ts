import { auditOptions } from './audit-options.ts';
import type { Option } from './option.ts';

/** Every option of the webhook. The names are a contract: options can be added but not renamed. */
export const webhookOptions = {
  address: {
    name: 'address',
    type: { kind: 'text' },
    default: '127.0.0.1',
    description: 'IP address of the admission listener (HTTPS). Use `0.0.0.0` or `::` in a pod.',
  },
  port: {
    name: 'port',
    type: { kind: 'port' },
    default: '8443',
    description: 'Port of the admission listener. `0` selects a free port and logs it.',
  },
  healthAddress: {
    name: 'health-address',
    type: { kind: 'text' },
    default: '127.0.0.1',
    description:
      'IP address of the health listener (HTTP: `/livez`, `/readyz`). Without `--facts cluster` it also ' +
      'serves `/metrics` and `/readyz?verbose`, to clients of this machine only.',
  },
  healthPort: {
    name: 'health-port',
    type: { kind: 'port' },
    default: '8081',
    description: 'Port of the health listener. `0` selects a free port and logs it.',
  },
  metricsAddress: {
    name: 'metrics-address',
    type: { kind: 'text' },
    default: '127.0.0.1',
    description:
      'With `--facts cluster`: IP address of the metrics listener (HTTPS: `/metrics`, `/readyz?verbose`); ' +
      '`*` selects all addresses. Clients need a bearer token with permission to get `/metrics` ' +
      '(TokenReview, SubjectAccessReview).',
  },
  metricsPort: {
    name: 'metrics-port',
    type: { kind: 'port' },
    default: '8444',
    description: 'Port of the metrics listener. `0` selects a free port and logs it.',
  },
  facts: {
    name: 'facts',
    type: { kind: 'choice', of: ['folder', 'cluster'] },
    default: 'folder',
    description:
      'Source of the cluster state: `cluster` (watches the API server with the ServiceAccount of ' +
      'the pod or the kubeconfig) or `folder` (`--cluster-dir`).',
  },
  maxFactsAgeSeconds: {
    name: 'max-facts-age-seconds',
    type: { kind: 'seconds', most: 86_400 },
    default: '600',
    description:
      'With `--facts cluster`: maximum age of the cluster state while a watch fails. Rules that ' +
      'need an older state are not evaluated and report that.',
  },
  machineConfigs: {
    name: 'machine-configs',
    type: { kind: 'choice', of: ['on', 'off'] },
    default: 'off',
    description:
      'With `--facts cluster`: whether to read MachineConfigs for files that override the registries of ' +
      'the Machine Config Operator. MachineConfigs contain the pull secret and up to 1.5 MB each; they are ' +
      'listed in small pages, and only files of `/etc/containers` are retained.',
  },
  clusterDir: {
    name: 'cluster-dir',
    type: { kind: 'text' },
    description:
      'Folder of manifests (YAML or JSON, with subfolders) that represents the cluster; watched ' +
      'for changes. Of two manifests with the same name, the one in the later file counts, and ' +
      'both are logged. If not set, `examples/cluster` is used in a checkout; elsewhere the ' +
      'cluster state is unknown, and rules that need it are not evaluated.',
  },
  stateDir: {
    name: 'state-dir',
    type: { kind: 'text' },
    description:
      'Folder for the CA and the serving certificate that the webhook creates. If not set, ' +
      '`.state` is used in a checkout, and `$XDG_STATE_HOME/mirrorguard` or ' +
      '`~/.local/state/mirrorguard` elsewhere.',
  },
  certificates: {
    name: 'certificates',
    type: { kind: 'choice', of: ['folder', 'self', 'files', 'openshift', 'cert-manager'] },
    description:
      'Source of the serving certificate: `folder` (a local CA in `--state-dir`), `self` (a CA ' +
      'in a Secret that the replicas share), or `--certificate-dir` that is maintained by the ' +
      'service CA (`openshift`), by cert-manager (`cert-manager`) or in any other way (`files`). ' +
      'If not set, `files` is used with `--certificate-dir`, otherwise `folder`.',
  },
  certificateDir: {
    name: 'certificate-dir',
    type: { kind: 'text' },
    description:
      'Folder with `tls.crt`, `tls.key` and optionally `ca.crt`, such as a mounted Secret; ' +
      'watched for changes.',
  },
  clientCaFile: {
    name: 'client-ca-file',
    type: { kind: 'text' },
    description:
      'CA certificates (PEM) for client authentication: the API server must present a ' +
      'certificate that one of them signed. It presents one only if its AdmissionConfiguration ' +
      'has a kubeconfig for webhooks. If not set, no client certificate is requested.',
  },
  exemptRequesters: {
    name: 'exempt-requesters',
    type: { kind: 'text' },
    default: '[]',
    description:
      'Requesters whose writes are allowed without evaluation, as a JSON list of objects with `user`, ' +
      '`groups` (the requester must be in all of them) and `operations` (default: all). The chart sets it, ' +
      'because `matchConditions` of webhook configurations require Kubernetes 1.28.',
  },
  serviceName: {
    name: 'service-name',
    type: { kind: 'text' },
    description:
      'Name of the Service that the API server calls. With `--namespace` it determines the DNS ' +
      'name of the certificate.',
  },
  namespace: {
    name: 'namespace',
    type: { kind: 'text' },
    description: 'Namespace of the Service, of the Leases, and of the Secret of `--certificates self`.',
  },
  webhookConfiguration: {
    name: 'webhook-configuration',
    type: { kind: 'text' },
    description: 'Name of both webhook configurations, to which `--certificates self` writes its CA.',
  },
  caSecret: {
    name: 'ca-secret',
    type: { kind: 'text' },
    description:
      'Name of the Secret in which `--certificates self` stores its CA. A Secret that ' +
      'mirrorguard did not create is not changed.',
  },
  leaseName: {
    name: 'lease-name',
    type: { kind: 'text' },
    description:
      'Name of the Lease that elects the replica that renews certificates with `--certificates self`. ' +
      'With `--facts cluster`, the Lease `<name>-check` elects the leader of the background check. Without ' +
      'a name, every replica checks the stored state, and none writes Events or a report.',
  },
  events: {
    name: 'events',
    type: { kind: 'choice', of: ['on', 'off'] },
    default: 'off',
    description:
      'Whether the leader creates Events (events.k8s.io/v1, namespace `default`) about faults of the ' +
      'stored state: at most one an hour for each rule and object.',
  },
  clusterReport: {
    name: 'cluster-report',
    type: { kind: 'text' },
    description:
      'Name of the ClusterReport (openreports.io) or ClusterPolicyReport (wgpolicyk8s.io) that the leader ' +
      'writes when the findings in the stored state change. If not set, no report is written.',
  },
  docsUrl: {
    name: 'docs-url',
    type: { kind: 'text' },
    default: 'https://mirrorguard.github.io/mirrorguard',
    description: 'Base URL of the documentation, for links in denials and in the cluster report.',
  },
  ...auditOptions,
  policyFile: {
    name: 'policy-file',
    type: { kind: 'text' },
    description:
      'Policy file with levels of rules and exemptions (docs/reference/policy.md). Reloaded when ' +
      'it changes; an invalid version is ignored. If not set, the recommended policy is enforced.',
  },
  logLevel: {
    name: 'log-level',
    type: { kind: 'choice', of: ['debug', 'info', 'warn', 'error'] },
    default: 'info',
    description: 'Lowest level that is logged to standard error (one JSON line per message).',
  },
  failurePolicy: {
    name: 'failure-policy',
    type: { kind: 'choice', of: ['Fail', 'Ignore'] },
    default: 'Fail',
    description:
      'The failurePolicy of webhook entries that call a path without one (`/validate`, `/mutate`, ' +
      '`/validate-image`); `/validate/fail` and `/validate/ignore` state it. If a write cannot be ' +
      'evaluated because of a timeout, overload or an internal error, `Fail` denies it and `Ignore` ' +
      'allows it with a warning. The advisory policy always allows it.',
  },
  onDeadline: {
    name: 'on-deadline',
    type: { kind: 'choice', of: ['warn', 'deny'] },
    description:
      'Response if a write cannot be evaluated, or with `--audit-fsync durable` recorded, before ' +
      'the timeout of the API server: `warn` allows it with a warning, `deny` denies it. ' +
      'Default: by the failurePolicy of the entry.',
  },
  onInternalError: {
    name: 'on-internal-error',
    type: { kind: 'choice', of: ['warn', 'deny'] },
    description:
      'Response if a write cannot be evaluated or recorded because of an internal error: `warn` ' +
      'allows it with a warning, `deny` denies it. Default: by the failurePolicy of the entry.',
  },
  drainSeconds: {
    name: 'drain-seconds',
    type: { kind: 'seconds', most: 300 },
    default: '5',
    description:
      'After SIGTERM, time during which the replica handles requests but is not ready, until ' +
      'Services stop using it. SIGINT (Ctrl-C) skips it.',
  },
} as const satisfies Readonly<Record<string, Option>>;
