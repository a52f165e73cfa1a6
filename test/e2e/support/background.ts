import { getObject, kubectl } from './kubectl.ts';
import { getFromPods } from './metrics.ts';
import { getPods, type Pod } from './pods.ts';
import { release } from './release.ts';

export const openReports = 'clusterreports.openreports.io';
export const gaugePrefix = 'mirrorguard_cluster_';

export interface Report {
  readonly metadata: { readonly generation: number; readonly resourceVersion: string };
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly {
    readonly rule: string;
    readonly result: string;
    readonly severity: string;
    readonly resources: readonly { readonly name: string; readonly uid: string }[];
    readonly properties: Readonly<Record<string, string>>;
  }[];
}

/** Returns undefined if the cluster has no report. */
export async function readReport(kind = openReports): Promise<Report | undefined> {
  const { status, stdout } = await kubectl(['get', kind, release, '--output=json']);
  return status === 0 ? (JSON.parse(stdout) as Report) : undefined;
}

/** The lines about the cluster in /metrics of each pod. */
export async function readGauges(): Promise<readonly (readonly string[])[]> {
  return (await getFromPods('/metrics')).map(gaugesIn);
}

export function gaugesIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith(gaugePrefix));
}

export async function hasGauge(line: string): Promise<boolean> {
  return (await readGauges()).flat().includes(`${gaugePrefix}${line}`);
}

/** The pod that holds the Lease of the background check. */
export async function findLeader(): Promise<Pod | undefined> {
  const { spec } = await getObject<{ readonly spec: { readonly holderIdentity: string } }>(
    'lease',
    `${release}-check`,
    '--namespace',
    release,
  );
  return (await getPods()).find(({ metadata }) => spec.holderIdentity.startsWith(`${metadata.name}_`));
}
