import type { UnreadFacts } from '../../engine/assumptions.ts';
import { toLiveManifests } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { printable } from '../../reporting/printable.ts';
import type { CliIo } from '../cli-io.ts';
import type { LiveCluster } from './cluster-access.ts';
import { type LiveOptions, liveTarget } from './live-options.ts';

export interface ReadLive extends LiveCluster {
  readonly manifests: readonly Manifest[];
}

/**
 * Reads the running cluster that the options select. Reports unreadable facts on standard error.
 * @returns `none` if the options select no cluster, `unreadable` if it cannot be read
 */
export async function readLive(options: LiveOptions, io: CliIo): Promise<ReadLive | 'none' | 'unreadable'> {
  const target = liveTarget(options);
  if (target === undefined) return 'none';
  try {
    io.progress?.('reading the cluster');
    const cluster = await io.clusters.read(target);
    io.writeErr(unknownText(cluster.unknown));
    return { ...cluster, manifests: toLiveManifests(cluster.objects) };
  } catch (error) {
    reportUnreadable(error, io);
    return 'unreadable';
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
