import type { ClusterModel } from '../../model/cluster-model.ts';
import type { ImageConfig } from '../../model/cluster-state.ts';
import { loadRegistries, trimSlashes } from '../../model/files/loaded-registries.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { entryPath, isSameObject } from '../../model/mirror-set.ts';
import type { ContainersFile } from '../../model/pools/containers-file.ts';
import type { ObjectName, Participant } from '../finding.ts';
import { memoize } from '../memoize.ts';
import { joinWords } from './across-objects.ts';

/** A field of an entry as a participant; `fields` is the path from the entry to the field. */
export function participantOf(
  { object, entry }: Contribution,
  ...fields: readonly (string | number)[]
): Participant {
  const { kind, name } = object;
  return { kind, name, path: [...entryPath(kind, entry), ...fields], entry };
}

/** The sources of entries, as participants. */
export function participantsOf(contributions: readonly Contribution[]): readonly Participant[] {
  return contributions.map((contribution) => participantOf(contribution, 'source'));
}

type ListName = keyof ImageConfig;

/** A list of image.config as a participant. */
export function imageConfigList(list: ListName): Participant {
  return { kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', list] };
}

/** A scope in a list of image.config as a participant; the whole list if it does not contain the scope. */
export function listedScope(list: ListName, scope: string, { settings }: ClusterModel): Participant {
  const participant = imageConfigList(list);
  const scopes = settings.imageConfig[list];
  const index = scopes === undefined ? undefined : firstIndices(scopes).get(scope);
  return index === undefined ? participant : { ...participant, path: [...participant.path, index] };
}

/** Computed once per list, because thousands of findings can name scopes of the same list. */
const firstIndices = memoize(
  (scopes: readonly string[]): ReadonlyMap<string, number> =>
    // Reversed, so the first of equal scopes is kept.
    new Map(scopes.map((scope, index) => [scope, index] as const).reverse()),
);

/** The registries that prevent nodes from loading the file. Independent of the order of the objects. */
export function unloadableScopes(cluster: ClusterModel): readonly string[] {
  return [...cluster.totals.file.hazardousScopes]
    .filter((scope) => {
      // Entries of scopes that differ in trailing slashes can conflict.
      const entries = cluster.entriesOf(new Set([scope, trimSlashes(scope)]));
      return loadRegistries(entries, cluster.behavior).kind === 'failed';
    })
    .sort();
}

/** The fields of a scope in both lists that give it a separate entry in registries.conf. */
export function placesOfListed(scope: string, cluster: ClusterModel): readonly Participant[] {
  const { blocked, insecure } = cluster.listed;
  return [
    ...(blocked.has(scope) ? [listedScope('blockedRegistries', scope, cluster)] : []),
    ...(insecure.has(scope) ? [listedScope('insecureRegistries', scope, cluster)] : []),
  ];
}

/** A file of a MachineConfig as a participant. */
export function machineConfigFile({ machineConfig, index }: ContainersFile): Participant {
  const path = ['spec', 'config', 'storage', 'files', index, 'path'];
  return { kind: 'MachineConfig', name: machineConfig, path };
}

/** `ImageDigestMirrorSet a, ImageTagMirrorSet b and 3 more`; each object once. */
export function namesOf(objects: readonly ObjectName[]): string {
  return joinWords([...new Set(objects.map(({ kind, name }) => `${kind} ${name}`))], 2);
}

/**
 * Objects as the subject of a verb: `ImageDigestMirrorSet a lists`, `ImageDigestMirrorSet a and
 * ImageTagMirrorSet b list`.
 */
export function namesWithVerb(objects: readonly ObjectName[], singular: string, plural: string): string {
  const isOne = new Set(objects.map(({ kind, name }) => `${kind} ${name}`)).size === 1;
  return `${namesOf(objects)} ${isOne ? singular : plural}`;
}

/** The participants of other objects; all of them if every one belongs to the same object. */
export function othersThan(
  here: ObjectName | undefined,
  involves: readonly Participant[],
): readonly Participant[] {
  const others = involves.filter((one) => !isSameObject(one, here));
  return others.length === 0 ? involves : others;
}
