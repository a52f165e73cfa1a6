import type { GivenCluster } from '../../engine/cluster.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { skimManifests } from '../../manifests/parse-manifests.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import type { InputProblem } from '../../manifests/source-file.ts';
import { formatWarnings } from '../../reporting/problem.ts';
import type { CliIo } from '../cli-io.ts';
import { type LiveOptions, readsCluster } from '../live/live-options.ts';
import { readLive } from '../live/read-live.ts';
import { fileProgress } from '../progress.ts';
import { describeReplaced } from './positioned-notes.ts';

export interface StoredOptions extends LiveOptions {
  readonly stored?: readonly string[];
}

/** The objects that the cluster stores. */
export interface StoredObjects {
  readonly manifests: readonly Manifest[];
  readonly given: GivenCluster;
  /** Files of --stored that could not be read. */
  readonly problems: readonly InputProblem[];
}

/** The stored objects of --stored or --live; undefined if neither is given. */
export async function readStored(
  options: StoredOptions,
  io: CliIo,
): Promise<StoredObjects | 'unreadable' | undefined> {
  if (readsCluster(options)) return await readLiveObjects(options, io);
  if (options.stored === undefined) return undefined;
  const read = await readManifests(options.stored, io.readStdin, {
    parse: skimManifests,
    ...fileProgress(io),
  });
  io.writeErr(formatWarnings(read.warnings));
  io.writeErr(describeReplaced(read.manifests));
  return { manifests: read.manifests, given: {}, problems: read.problems };
}

async function readLiveObjects(options: StoredOptions, io: CliIo): Promise<StoredObjects | 'unreadable'> {
  if (options.stored !== undefined) {
    io.writeErr('error: --stored and --live exclude each other\n');
    return 'unreadable';
  }
  const live = await readLive(options, io);
  if (live === undefined) return 'unreadable';
  return { manifests: live.manifests, given: { isComplete: true, unknown: live.unknown }, problems: [] };
}
