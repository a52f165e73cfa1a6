import type { ApiConnection } from '../cluster/api-connection.ts';
import { FolderCluster } from '../cluster/folder/folder-cluster.ts';
import type { WatchMeter } from '../cluster/watch/ports.ts';
import { WatchedCluster } from '../cluster/watch/watched-cluster.ts';
import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import type { FactSource, Logger } from '../webhook/ports.ts';
import { connectOnDemand } from './connect-on-demand.ts';
import type { DefaultPaths } from './default-paths.ts';

/** A started source of facts. */
export interface OpenFacts {
  readonly source: FactSource;
  /** For the readiness probe, and for the start message. */
  check(): { readonly ok: boolean; readonly reason: string };
  stop(): Promise<void>;
  /** Set with `--facts cluster`. */
  readonly watched?: { readonly cluster: WatchedCluster; readonly api: ApiConnection };
}

export interface FactsParts {
  readonly paths: Pick<DefaultPaths, 'clusterDir'>;
  readonly logger: Logger;
  readonly meter: WatchMeter;
  readonly nowMs: () => number;
  /** Default: `connectOnDemand`. */
  readonly connect?: () => ApiConnection | Promise<ApiConnection>;
}

/** Opens the source of facts that the options select: the cluster, a folder of manifests, or none. */
export async function openFacts(
  options: Values<typeof webhookOptions>,
  parts: FactsParts,
): Promise<OpenFacts> {
  const { connect = connectOnDemand } = parts;
  if (options.facts === 'cluster') return openCluster(await connect(), options, parts);
  const folder = options.clusterDir ?? parts.paths.clusterDir;
  return folder === undefined ? nothingKnown(parts) : await openFolder(folder, parts);
}

function openCluster(
  api: ApiConnection,
  { maxFactsAgeSeconds, machineConfigs }: Values<typeof webhookOptions>,
  { logger, meter, nowMs }: FactsParts,
): OpenFacts {
  const cluster = new WatchedCluster({
    api,
    logger,
    meter,
    maxAgeMs: maxFactsAgeSeconds * 1000,
    readsMachineConfigs: machineConfigs === 'on',
    nowMs,
  });
  cluster.start();
  return {
    source: cluster,
    watched: { cluster, api },
    check: () => cluster.check(),
    async stop() {
      await cluster.stop();
      api.close();
    },
  };
}

async function openFolder(folder: string, { logger, nowMs }: FactsParts): Promise<OpenFacts> {
  const cluster = new FolderCluster({ folder, logger, nowMs });
  await cluster.start();
  return {
    source: cluster,
    check: () => ({ ok: true, reason: cluster.describe() }),
    stop: () => cluster.stop(),
  };
}

function nothingKnown({ nowMs }: FactsParts): OpenFacts {
  const why = 'is not known: no cluster is configured';
  const missing = { mirrorSets: why, nodes: why, imageConfig: why, clusterVersion: why };
  const snapshot = { facts: { known: {}, missing }, takenAtMs: nowMs() };
  return {
    source: { snapshot: () => snapshot },
    check: () => ({ ok: true, reason: 'no cluster is configured (--cluster-dir, --facts cluster)' }),
    stop: async () => {},
  };
}
