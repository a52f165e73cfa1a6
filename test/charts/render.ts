import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const chart = join(import.meta.dirname, '..', '..', 'charts', 'mirrorguard');
const cache =
  process.env.E2E_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mirrorguard-e2e');
const built = join(cache, 'bin', 'helm');
const isOnPath = spawnSync('helm', ['version']).status === 0;

/** The real helm: the one that the end-to-end tests have built, or the machine's own; undefined where there is none. */
export const helm: string | undefined = existsSync(built) ? built : isOnPath ? 'helm' : undefined;

export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface RenderOptions {
  /** Default: the Kubernetes that the end-to-end tests run. */
  readonly kubeVersion?: string;
  /** Name of the release; at most 53 characters, says Helm. */
  readonly release?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

const settingsOf = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([name, value]) => `--set-json=${name}=${JSON.stringify(value)}`);

function argumentsFor({
  kubeVersion = '1.35',
  release = 'mirrorguard',
  values = {},
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
    ...settings,
  ];
}

/** What Helm would send to the cluster, hooks included. */
export function render(options: RenderOptions = {}): readonly Rendered[] {
  return parseAllDocuments(renderText(options)).flatMap((document) => {
    // A name that stands twice, for one: Helm would take the last of them and say nothing.
    for (const error of document.errors) throw error;
    return (document.toJS() as Rendered | null) ?? [];
  });
}

export function renderText(options: RenderOptions = {}): string {
  return execFileSync(helm ?? 'helm', argumentsFor(options), { encoding: 'utf8' });
}

/** What `helm install` tells whoever has run it; no cluster is asked. */
export function notes(values: Readonly<Record<string, unknown>>): string {
  const rehearsal = [
    'install',
    'mirrorguard',
    chart,
    '--namespace',
    'guard',
    '--dry-run=client',
    ...settingsOf(values),
  ];
  const text = execFileSync(helm ?? 'helm', rehearsal, { encoding: 'utf8' });
  return text.slice(text.indexOf('\nNOTES:\n'));
}

/** What `helm lint` finds; empty where it finds nothing worse than a hint. */
export function lint(): string {
  const { status, stdout, stderr } = spawnSync(helm ?? 'helm', ['lint', '--strict', chart], {
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout + stderr;
}

/** What helm says of values that it does not take; empty where it takes them. */
export function complaint(values: Readonly<Record<string, unknown>>, kubeVersion?: string): string {
  const options = kubeVersion === undefined ? { values } : { values, kubeVersion };
  const { status, stderr } = spawnSync(helm ?? 'helm', argumentsFor(options), { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

/** Every value in an object, with its path: `spec.template.spec.containers.0.image`. */
export function* walk(value: unknown, path = ''): Generator<readonly [path: string, value: unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value))
    yield* walk(member, path === '' ? name : `${path}.${name}`);
}
