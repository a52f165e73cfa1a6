import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { helm } from '../../scripts/helm.ts';

export const chart = join(import.meta.dirname, '..', '..', 'charts', 'mirrorguard');

export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface RenderOptions {
  /** Default: the version of the end-to-end tests. */
  readonly kubeVersion?: string;
  /** Release name; Helm allows at most 53 characters. */
  readonly release?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /** APIs that the cluster serves in addition to those of Kubernetes. */
  readonly apiVersions?: readonly string[];
  /** Default: the helm that scripts/helm.ts finds. */
  readonly program?: string;
}

const settingsOf = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([name, value]) => `--set-json=${name}=${JSON.stringify(value)}`);

function argumentsFor({
  kubeVersion = '1.35',
  release = 'mirrorguard',
  values = {},
  apiVersions = [],
}: RenderOptions): readonly string[] {
  const settings = settingsOf(values);
  return [
    'template',
    release,
    chart,
    '--namespace',
    'mirrorguard',
    '--kube-version',
    kubeVersion,
    ...apiVersions.flatMap((version) => ['--api-versions', version]),
    ...settings,
  ];
}

/** The objects that Helm would send to the cluster, hooks included. */
export function render(options: RenderOptions = {}): readonly Rendered[] {
  return parseAllDocuments(renderText(options)).flatMap((document) => {
    // Helm would silently use the last of duplicate keys, for example.
    for (const error of document.errors) throw error;
    return (document.toJS() as Rendered | null) ?? [];
  });
}

export function renderText(options: RenderOptions = {}): string {
  return execFileSync(options.program ?? helm ?? 'helm', argumentsFor(options), { encoding: 'utf8' });
}

/** The notes of `helm install`, without a cluster. */
export function notes(values: Readonly<Record<string, unknown>>): string {
  const dryRun = [
    'install',
    'mirrorguard',
    chart,
    '--namespace',
    'guard',
    '--dry-run=client',
    ...settingsOf(values),
  ];
  const text = execFileSync(helm ?? 'helm', dryRun, { encoding: 'utf8' });
  return text.slice(text.indexOf('\nNOTES:\n'));
}

/** Errors and warnings of `helm lint`. */
export function lint(): string {
  const { status, stdout, stderr } = spawnSync(helm ?? 'helm', ['lint', '--strict', chart], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout + stderr;
}

/** The error of helm for invalid values; empty if they are valid. */
export function errorOf(values: Readonly<Record<string, unknown>>, kubeVersion?: string): string {
  const options = kubeVersion === undefined ? { values } : { values, kubeVersion };
  const { status, stderr } = spawnSync(helm ?? 'helm', argumentsFor(options), { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

interface PodSpec {
  readonly securityContext: unknown;
  readonly containers: readonly { readonly securityContext: unknown }[];
}

interface PodTemplate {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

/** The pod template of a workload. For a pod, the pod itself. */
function podTemplatesOf(object: Rendered): readonly PodTemplate[] {
  if (object.kind === 'Pod') return [object as unknown as PodTemplate];
  if (object.kind !== 'Deployment' && object.kind !== 'Job') return [];
  return [(object.spec as { readonly template: PodTemplate }).template];
}

export const podSpecsOf = (object: Rendered) => podTemplatesOf(object).map(({ spec }) => spec);

export const podAnnotationsOf = (object: Rendered) =>
  podTemplatesOf(object).map(({ metadata }) => metadata.annotations ?? {});

/** Every value of an object, with its path: `spec.template.spec.containers.0.image`. */
export function* walk(value: unknown, path = ''): Generator<readonly [path: string, value: unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value))
    yield* walk(member, path === '' ? name : `${path}.${name}`);
}
