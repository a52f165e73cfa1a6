import { join } from 'node:path';
import { expectSuccess } from './run-command.ts';

const chart = join(import.meta.dirname, '..', '..', '..', 'charts', 'mirrorguard');

/** Name and namespace of the release of the suite. */
export const release = 'mirrorguard';

/** By path, such as `certificates.mode`; lists and mappings as JSON. */
export type Values = Readonly<Record<string, string | number | boolean | object>>;

interface Place {
  /** For callers outside the network of the cluster. */
  readonly prefix?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the release of the suite in its namespace. */
  readonly name?: string;
  readonly namespace?: string;
}

/** Installs or upgrades the release with exactly these values, and waits until every pod is ready. */
export async function install(
  values: Values = {},
  { prefix = [], env = {}, name = release, namespace = release }: Place = {},
): Promise<void> {
  const [repository = '', tag = ''] = splitImage(env.E2E_IMAGE ?? process.env.E2E_IMAGE ?? '');
  const all: Values = {
    'image.repository': repository,
    'image.tag': tag,
    'image.pullPolicy': env.E2E_PULL_POLICY ?? process.env.E2E_PULL_POLICY ?? 'IfNotPresent',
    // The suite restarts pods often, and the Service of a one-node cluster drops them immediately.
    drainSeconds: 3,
    ...values,
  };
  const settings = Object.entries(all).map(([key, value]) => `--set-json=${key}=${JSON.stringify(value)}`);
  const upgrade = [
    'helm',
    'upgrade',
    name,
    chart,
    '--install',
    '--namespace',
    namespace,
    '--create-namespace',
    '--reset-values',
  ];
  const [command = '', ...args] = [...prefix, ...upgrade, '--wait', '--timeout', '180s', ...settings];
  await expectSuccess(command, args, { env });
}

/** Uninstalls the release and waits until its objects are deleted. */
export async function remove({
  name = release,
  namespace = release,
}: Pick<Place, 'name' | 'namespace'> = {}): Promise<void> {
  await expectSuccess('helm', ['uninstall', name, '--namespace', namespace, '--wait', '--timeout', '180s']);
}

function splitImage(image: string): readonly string[] {
  const colon = image.lastIndexOf(':');
  return [image.slice(0, colon), image.slice(colon + 1)];
}
