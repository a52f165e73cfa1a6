import { join } from 'node:path';
import { expectSuccess } from './run-command.ts';

const chart = join(import.meta.dirname, '..', '..', '..', 'charts', 'mirrorguard');

/** The release of the suite: name and namespace are both this. */
export const release = 'mirrorguard';

/** `certificates.mode` and the like; lists and mappings as JSON. */
export type Values = Readonly<Record<string, string | number | boolean | object>>;

interface Place {
  /** For callers that are not on the cluster's network. */
  readonly prefix?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the release of the suite, in its namespace. */
  readonly name?: string;
  readonly namespace?: string;
}

/** Installs the chart, or changes the release to exactly these values, and waits until every pod is ready. */
export async function install(
  values: Values = {},
  { prefix = [], env = {}, name = release, namespace = release }: Place = {},
): Promise<void> {
  const [repository = '', tag = ''] = splitImage(env.E2E_IMAGE ?? process.env.E2E_IMAGE ?? '');
  const all: Values = {
    'image.repository': repository,
    'image.tag': tag,
    'image.pullPolicy': env.E2E_PULL_POLICY ?? process.env.E2E_PULL_POLICY ?? 'IfNotPresent',
    // The suite restarts pods often; a Service of one node forgets them at once.
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
  const [command = '', ...args] = [...prefix, ...upgrade, '--wait', '--timeout', '90s', ...settings];
  await expectSuccess(command, args, { env });
}

/** Removes the release and waits until its objects are gone. */
export async function remove({
  name = release,
  namespace = release,
}: Pick<Place, 'name' | 'namespace'> = {}): Promise<void> {
  await expectSuccess('helm', ['uninstall', name, '--namespace', namespace, '--wait', '--timeout', '90s']);
}

function splitImage(image: string): readonly string[] {
  const colon = image.lastIndexOf(':');
  return [image.slice(0, colon), image.slice(colon + 1)];
}
