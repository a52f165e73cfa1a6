import { type Cluster, type GivenCluster, nameless, readCluster } from '../../engine/cluster.ts';
import { locate } from '../../manifests/locate.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { skimManifests } from '../../manifests/parse-manifests.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import { isMirrorSetKind } from '../../model/mirror-set.ts';
import type { PlacedNote } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { formatProblem, formatWarnings } from '../../reporting/problem.ts';
import type { FindPlace } from '../../reporting/related-place.ts';
import type { CliIo } from '../cli-io.ts';
import { placeNotes } from './placed-notes.ts';

/** A cluster and the files that describe it. */
export interface ClusterFiles {
  readonly cluster: Cluster;
  readonly manifests: readonly Manifest[];
  readonly notes: readonly PlacedNote[];
  readonly findPlace: FindPlace;
}

/**
 * Reads a cluster from files, folders and `-`. Undefined if a document cannot be read, because the
 * prediction for a partial cluster would be wrong; the problem is printed to standard error.
 */
export async function readClusterFiles(
  paths: readonly string[],
  given: GivenCluster,
  io: CliIo,
  exclude: readonly string[] = [],
): Promise<ClusterFiles | undefined> {
  const options = { parse: skimManifests, exclude };
  const { manifests, problems, warnings } = await readManifests(paths, io.readStdin, options);
  io.writeErr(formatWarnings(warnings));
  for (const problem of problems) io.writeErr(formatProblem(problem, paletteFor({ colour: false })));
  return problems.length > 0 ? undefined : toClusterFiles(manifests, given);
}

export function toClusterFiles(manifests: readonly Manifest[], given: GivenCluster): ClusterFiles {
  const cluster = readCluster(
    manifests.map(({ object }) => object),
    given,
  );
  return {
    cluster,
    manifests,
    notes: placeNotes(cluster.notes, manifests),
    findPlace: placeFinder(manifests),
  };
}

/** The later one of two objects with the same name takes precedence, as in the cluster. */
function placeFinder(manifests: readonly Manifest[]): FindPlace {
  const ofInterest = manifests.filter(
    ({ kind, apiVersion }) =>
      isMirrorSetKind(kind) || kind === 'MachineConfig' || apiVersion === 'config.openshift.io/v1',
  );
  const byRef = new Map(
    ofInterest.map((manifest) => [`${manifest.kind} ${manifest.name || nameless}`, manifest]),
  );
  return ({ kind, name, path }) => {
    const manifest = byRef.get(`${kind} ${name}`);
    return manifest === undefined ? undefined : locate(manifest, path);
  };
}
