import type { UnreadFacts } from '../../engine/assumptions.ts';
import { toLiveManifests } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';
import type { ClusterTarget, LiveCluster } from './cluster-access.ts';

export interface ReadLive extends LiveCluster {
  readonly manifests: readonly Manifest[];
}

/** Undefined if the cluster cannot be read. Reports that, and unreadable facts, on standard error. */
export async function readLive(target: ClusterTarget, io: CliIo): Promise<ReadLive | undefined> {
  try {
    io.progress?.('reading the cluster');
    const cluster = await io.clusters.read(target);
    io.writeErr(unknownText(cluster.unknown));
    return { ...cluster, manifests: toLiveManifests(cluster.objects) };
  } catch (error) {
    reportUnreadable(error, io);
    return undefined;
  }
}

export function reportUnreadable(error: unknown, io: CliIo): void {
  const reason = error instanceof Error ? error.message : String(error);
  io.writeErr(`error: cannot read the cluster: ${printable(reason)}\n`);
}

/** One line for all unknown facts. */
function unknownText(unknown: UnreadFacts): string {
  const byReason = Map.groupBy(Object.entries(unknown), ([, reason]) => reason);
  if (byReason.size === 0) return '';
  const parts = [...byReason].map(
    ([reason, facts]) => `${facts.map(([fact]) => fact).join(', ')} (${reason})`,
  );
  return `warning: unknown: ${parts.join('; ')}\n`;
}
