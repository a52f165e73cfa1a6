import { enclosingAmong } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { once } from '../../model/once.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import type { Participant } from '../finding.ts';
import { bothPulls, type StateContext } from '../state-context.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf, type PoolFault } from './node-sources.ts';
import { listedScope, machineConfigFile, participantOf } from './participants.ts';

/** A mirror of a source, with the entries that list it. */
export interface TrustedMirror {
  readonly key: string;
  readonly source: string;
  readonly mirror: string;
  /** Nodes do not verify its TLS. */
  readonly isInsecure: boolean;
  /** The MachineConfig file that contains the mirror. insecureRegistries does not apply to it. */
  readonly file?: ContainersFile;
  /** The entries that list the mirror, and the scopes of insecureRegistries that contain it. */
  involves(): readonly Participant[];
}

/**
 * Every mirror of the focused sources and of the files that MachineConfigs write. Empty if insecureRegistries
 * is empty and no MachineConfig writes a file. Cost: proportional to the mirrors.
 */
export function mirrorsByTrust(context: StateContext<unknown>): readonly PoolFault<TrustedMirror>[] {
  const generated = once(() => generatedMirrors(context));
  return faultsByPool(context.share(nodeSourcesOf), (sources) => [
    ...(sources.usesGenerated
      ? generated().filter(({ source }) => sources.fileOf(source) === undefined)
      : []),
    ...mirrorsOfFiles(sources),
  ]);
}

/** The mirrors in the file of the operator, which insecureRegistries makes insecure. */
function generatedMirrors(context: StateContext<unknown>): readonly TrustedMirror[] {
  const { cluster } = context;
  const { insecure } = cluster.listed;
  if (insecure.size === 0) return [];
  return context.sources.flatMap((source) => {
    const mirrors = new Set<string>();
    for (const pulls of bothPulls)
      for (const mirror of context.merged(source, pulls)?.order.mirrors ?? []) mirrors.add(mirror);
    mirrors.delete(source);
    const listings = once(() => listingsByMirror(context.contributionsOf(source)));
    return Array.from(mirrors, (mirror) => {
      const enclosing = enclosingAmong(mirror, insecure);
      const involves = () => [
        ...(listings().get(mirror) ?? []),
        ...enclosing.map((scope) => listedScope('insecureRegistries', scope, cluster)),
      ];
      return { key: `${source} ${mirror}`, source, mirror, isInsecure: enclosing.length > 0, involves };
    });
  });
}

/** The mirrors in the files of MachineConfigs, each with its own `insecure`. */
function mirrorsOfFiles({ view }: NodeSources): readonly TrustedMirror[] {
  if (!(view instanceof PoolModel)) return [];
  return view.ownPrefixes.flatMap((source) => {
    const file = view.fileOf(source);
    if (file === undefined) return [];
    return (view.loaded.get(source)?.mirrors ?? []).map(({ location, insecure }) => ({
      key: `${source} ${location} ${insecure} ${formatMachineConfig(file)} ${file.path}`,
      source,
      mirror: location,
      isInsecure: insecure,
      file,
      involves: () => [machineConfigFile(file)],
    }));
  });
}

/** The first listing in each entry, found in one pass because a source can have thousands of entries. */
function listingsByMirror(
  contributions: readonly Contribution[],
): ReadonlyMap<string, readonly Participant[]> {
  const listings = new Map<string, Participant[]>();
  for (const contribution of contributions) {
    const seen = new Set<string>();
    for (const [index, mirror] of contribution.entry.mirrors.entries()) {
      if (seen.has(mirror)) continue;
      seen.add(mirror);
      const place = participantOf(contribution, 'mirrors', index);
      const places = listings.get(mirror);
      if (places === undefined) listings.set(mirror, [place]);
      else places.push(place);
    }
  }
  return listings;
}
