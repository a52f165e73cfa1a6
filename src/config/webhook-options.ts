import { auditOptions } from './audit-options.ts';
import type { Option } from './option.ts';

/** Every option of the webhook. Names are an interface: they are added, not renamed. */
export const webhookOptions = {
  address: {
    name: 'address',
    type: { kind: 'text' },
    default: '127.0.0.1',
    description: 'IP address that the admission listener (HTTPS) binds to. In a pod: `0.0.0.0` or `::`.',
  },
  port: {
    name: 'port',
    type: { kind: 'port' },
    default: '8443',
    description: 'Port of the admission listener. `0` takes any free one and prints it.',
  },
  healthAddress: {
    name: 'health-address',
    type: { kind: 'text' },
    default: '127.0.0.1',
    description:
      'IP address that the health listener (HTTP: `/livez`, `/readyz?verbose`, `/metrics`) binds to.',
  },
  healthPort: {
    name: 'health-port',
    type: { kind: 'port' },
    default: '8081',
    description: 'Port of the health listener. `0` takes any free one and prints it.',
  },
  facts: {
    name: 'facts',
    type: { kind: 'choice', of: ['folder', 'cluster'] },
    default: 'folder',
    description:
      'Where the facts about the cluster come from: `cluster` (list and watch of the API server, with the ServiceAccount of the pod or the kubeconfig), or `folder` (`--cluster-dir`).',
  },
  longestFactsAgeSeconds: {
    name: 'longest-facts-age-seconds',
    type: { kind: 'seconds', most: 86_400 },
    default: '600',
    description:
      'With `--facts cluster`: how long what is known may be relied on while the API server cannot be watched. Rules that need older facts are not evaluated, and say so.',
  },
  clusterDir: {
    name: 'cluster-dir',
    type: { kind: 'text' },
    description:
      'Folder of manifests (YAML or JSON, subfolders included) that stands for the cluster; watched for changes. Of two manifests with one name the one of the later file counts, and the log names both. Left out in a checkout: `examples/cluster`. Left out elsewhere: nothing is known of the cluster, and rules that need to know are not evaluated.',
  },
  stateDir: {
    name: 'state-dir',
    type: { kind: 'text' },
    description:
      'Folder for the CA and the serving certificate that the webhook makes for itself. Left out in a checkout: `.state`. Left out elsewhere: `$XDG_STATE_HOME/mirrorguard`, or `~/.local/state/mirrorguard`.',
  },
  certificates: {
    name: 'certificates',
    type: { kind: 'choice', of: ['folder', 'self', 'files', 'openshift', 'cert-manager'] },
    description:
      'Where the serving certificate comes from: `folder` (a CA of this machine, in `--state-dir`), `self` (a CA in a Secret that the replicas share), or somebody who keeps it in `--certificate-dir`: `openshift` (service-ca), `cert-manager`, `files` (anybody). Left out: `files` where `--certificate-dir` is given, otherwise `folder`.',
  },
  certificateDir: {
    name: 'certificate-dir',
    type: { kind: 'text' },
    description:
      'Folder with `tls.crt` and `tls.key` (and `ca.crt`, if at hand) to serve, watched for changes: a mounted Secret.',
  },
  clientCaFile: {
    name: 'client-ca-file',
    type: { kind: 'text' },
    description:
      'CA certificates in PEM: the API server has to show a client certificate that one of them signed. It shows one only where its AdmissionConfiguration gives it one for webhooks. Left out: none is asked for.',
  },
  serviceName: {
    name: 'service-name',
    type: { kind: 'text' },
    description:
      'Service that the API server calls. With `--namespace` it gives the name that the certificate must be for.',
  },
  namespace: {
    name: 'namespace',
    type: { kind: 'text' },
    description: 'Namespace of the Service, and of what `--certificates self` keeps.',
  },
  webhookConfiguration: {
    name: 'webhook-configuration',
    type: { kind: 'text' },
    description: 'Name of both webhook configurations; `--certificates self` writes its CA into them.',
  },
  caSecret: {
    name: 'ca-secret',
    type: { kind: 'text' },
    description:
      'Secret that `--certificates self` keeps its CA in. One that mirrorguard did not make is left alone.',
  },
  leaseName: {
    name: 'lease-name',
    type: { kind: 'text' },
    description: 'Lease by which the replicas agree on the one that renews with `--certificates self`.',
  },
  ...auditOptions,
  policyFile: {
    name: 'policy-file',
    type: { kind: 'text' },
    description:
      'Policy: how strictly each rule is enforced, what is governed, who is exempted (docs/reference/policy.md). Read again when it changes; a version that is not valid is left aside. Left out: the recommended one.',
  },
  logLevel: {
    name: 'log-level',
    type: { kind: 'choice', of: ['debug', 'info', 'warn', 'error'] },
    default: 'info',
    description: 'Least severity that is logged to standard error, one line of JSON an event.',
  },
  onDeadline: {
    name: 'on-deadline',
    type: { kind: 'choice', of: ['warn', 'deny'] },
    default: 'warn',
    description:
      "What becomes of a write that could not be judged before the API server's `?timeout=`, or not recorded with `--audit-fsync durable`: let through with a warning, or refused.",
  },
  onInternalError: {
    name: 'on-internal-error',
    type: { kind: 'choice', of: ['warn', 'deny'] },
    default: 'warn',
    description:
      'What becomes of a write that could not be judged or recorded for a fault of mirrorguard: let through with a warning, or refused.',
  },
  changeSummary: {
    name: 'change-summary',
    type: { kind: 'choice', of: ['on', 'off'] },
    default: 'on',
    description:
      'Whether the user of an accepted change is told in one line, as the last warning, what it does to the nodes: `reload only: 3 sources, 5 mirrors added`. It is in the audit record either way.',
  },
  drainSeconds: {
    name: 'drain-seconds',
    type: { kind: 'seconds', most: 300 },
    default: '5',
    description:
      'After SIGTERM: how long requests are still answered while the replica is not ready any more, so that Services forget it. Ctrl-C (SIGINT) does not wait.',
  },
} as const satisfies Readonly<Record<string, Option>>;
