import { type Cluster, type GivenCluster, nameless, readCluster } from '../../engine/cluster.ts';
import { givenFor, toClusters } from '../../manifests/clusters.ts';
import { shownPath } from '../../manifests/document-terms.ts';
import { positionOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { skimManifests } from '../../manifests/parse-manifests.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import { isMirrorSetKind } from '../../model/mirror-set.ts';
import type { PositionedNote } from '../../reporting/cluster-notes.ts';
import { formatProblems, formatWarnings } from '../../reporting/problem.ts';
import type { FindPosition } from '../../reporting/related-position.ts';
import type { CliIo } from '../cli-io.ts';
import type { ClusterTarget } from '../live/cluster-access.ts';
import { type LiveOptions, readsCluster } from '../live/live-options.ts';
import { readLive } from '../live/read-live.ts';
import { fileProgress } from '../progress.ts';
import { applyManifests } from './apply-manifests.ts';
import { positionNotes } from './positioned-notes.ts';

/** A cluster and the files that describe it. */
export interface ClusterFiles {
  /** The facts that apply in addition to the manifests. */
  readonly given: GivenCluster;
  readonly cluster: Cluster;
  readonly manifests: readonly Manifest[];
  readonly notes: readonly PositionedNote[];
  readonly findPosition: FindPosition;
}

/** One of the clusters that an input describes. */
export interface NamedClusterFiles extends ClusterFiles {
  /** The folder, HostedCluster or running cluster; empty if files describe one cluster. */
  readonly name: string;
}

export interface ReadClusterOptions extends LiveOptions {
  readonly exclude?: readonly string[];
  /** Whether to evaluate the folders of several clusters as one cluster. */
  readonly oneCluster?: boolean;
}

/**
 * Reads the clusters described by files, folders and `-`; default: the current folder. With --live, returns
 * the running cluster after the files are applied. Always returns at least one cluster. Undefined if a
 * document or the cluster cannot be read, because the prediction for a partial cluster would be wrong. Prints
 * the problem to standard error.
 */
export async function readClusters(
  paths: readonly string[],
  given: GivenCluster,
  io: CliIo,
  options: ReadClusterOptions = {},
): Promise<readonly [NamedClusterFiles, ...NamedClusterFiles[]] | undefined> {
  const { exclude = [], oneCluster = false } = options;
  if (readsCluster(options)) {
    const live = await readLiveFiles(given, io, options);
    const written = paths.length === 0 ? [] : await readAll(paths, exclude, io);
    if (live === undefined || written === undefined) return undefined;
    return [{ name: '', ...toClusterFiles(applyManifests(live.manifests, written), live.given) }];
  }
  const manifests = await readAll(paths.length === 0 ? ['.'] : paths, exclude, io);
  if (manifests === undefined) return undefined;
  const [first, ...others] = toClusters(manifests, { isOneCluster: oneCluster }).map((cluster) => ({
    name: cluster.name,
    ...toClusterFiles(cluster.manifests, givenFor(cluster, given)),
  }));
  return first === undefined ? undefined : [first, ...others];
}

/** The manifests of files, folders and `-`. Undefined under the conditions of `readClusters`. */
export async function readAll(
  paths: readonly string[],
  exclude: readonly string[],
  io: CliIo,
): Promise<readonly Manifest[] | undefined> {
  const options = { parse: skimManifests, exclude, ...fileProgress(io) };
  const { manifests, problems, warnings } = await readManifests(paths, io.readStdin, options);
  io.writeErr(formatWarnings(warnings));
  io.writeErr(formatProblems(problems));
  return problems.length > 0 ? undefined : manifests;
}

/** The running cluster and the facts that apply to it. Undefined under the conditions of `readClusters`. */
export async function readLiveFiles(
  given: GivenCluster,
  io: CliIo,
  target: ClusterTarget,
): Promise<NamedClusterFiles | undefined> {
  const live = await readLive(target, io);
  if (live === undefined) return undefined;
  const { unknown, manifests } = live;
  if (unknown.mirrorSets !== undefined || unknown.imageConfig !== undefined) {
    io.writeErr('error: a prediction requires all mirror sets and Image "cluster"\n');
    return undefined;
  }
  return { name: live.name, ...toClusterFiles(manifests, { ...given, isComplete: true, unknown }) };
}

/** Like `readClusters`, for a command that accepts one cluster. Excludes the mirrors of HostedClusters. */
export async function readClusterFiles(
  paths: readonly string[],
  given: GivenCluster,
  io: CliIo,
  exclude: readonly string[] = [],
): Promise<ClusterFiles | undefined> {
  const clusters = await readClusters(paths, given, io, { exclude, oneCluster: true });
  return clusters?.[0];
}

export function toClusterFiles(manifests: readonly Manifest[], given: GivenCluster): ClusterFiles {
  const cluster = readCluster(
    manifests.map(({ object }) => object),
    given,
  );
  return {
    given,
    cluster,
    manifests,
    notes: positionNotes(cluster.notes, manifests),
    findPosition: positionFinder(manifests),
  };
}

/** The later of two objects with the same name takes precedence, as in the cluster. */
function positionFinder(manifests: readonly Manifest[]): FindPosition {
  const ofInterest = manifests.filter(
    ({ kind, apiVersion }) =>
      isMirrorSetKind(kind) || kind === 'MachineConfig' || apiVersion === 'config.openshift.io/v1',
  );
  const byRef = new Map(
    ofInterest.map((manifest) => [`${manifest.kind} ${manifest.name || nameless}`, manifest]),
  );
  return ({ kind, name, path }) => {
    const manifest = byRef.get(`${kind} ${name}`);
    return manifest && { path: shownPath(manifest, path), position: positionOf(manifest, path) };
  };
}
