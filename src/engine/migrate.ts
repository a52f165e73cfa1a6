import { type JsonObject, valueAt } from '../model/json.ts';
import { type MirrorSet, type ObjectRef, toMirrorSet } from '../model/mirror-set.ts';
import { formatOpenShiftVersion } from '../model/openshift-version.ts';
import { behaviourOf } from '../model/operator-behaviour.ts';
import { assembleCluster, type Cluster, type GivenCluster, readCluster } from './cluster.ts';
import { type ClusterDiff, diff } from './diff.ts';
import { type FieldNote, toDigestMirrorSet } from './to-digest-mirror-set.ts';
import { unwrap } from './unwrap.ts';

/** An ImageContentSourcePolicy with the ImageDigestMirrorSet that takes its place. */
export interface MigratedPolicy {
  readonly from: string;
  readonly object: JsonObject;
  readonly to: string;
  readonly manifest: JsonObject;
  /** The other objects with one of its sources after both steps, without the replaced policies. */
  readonly sharedWith: readonly ObjectRef[];
  /** What is not carried over as it stood, and a name that had to change. */
  readonly notes: readonly FieldNote[];
}

/** One that must be corrected before it can be migrated. */
export interface UnmigratedPolicy {
  readonly from: string;
  readonly object: JsonObject;
  readonly faults: readonly FieldNote[];
}

export interface Migration {
  readonly migrated: readonly MigratedPolicy[];
  readonly notMigrated: readonly UnmigratedPolicy[];
  /**
   * The rollout when the new objects are created, and the rollout when the old ones are deleted afterwards.
   */
  readonly steps: { readonly create: ClusterDiff; readonly delete: ClusterDiff };
  /**
   * Whether registries.conf has the same bytes before, between and after the steps; then nothing happens on
   * the nodes.
   */
  readonly isProven: boolean;
}

/**
 * Converts every ImageContentSourcePolicy among the objects to an ImageDigestMirrorSet, and predicts both
 * steps of replacing them in the cluster that all of the objects make up. Never throws.
 */
export function migrate(objects: Iterable<unknown>, given: GivenCluster = {}): Migration {
  const all = [...objects].flatMap((object) => unwrap(object).map((unwrapped) => unwrapped.object));
  const cluster = readCluster(all, given);
  const taken = new Set(
    cluster.state.mirrorSets.filter(({ kind }) => kind === 'ImageDigestMirrorSet').map(({ name }) => name),
  );
  const converted: Omit<MigratedPolicy, 'sharedWith'>[] = [];
  const notMigrated: UnmigratedPolicy[] = [];
  for (const [from, object] of policiesAmong(all)) {
    const to = freeName(from, taken);
    const { manifest, notes, faults: ownFaults } = toDigestMirrorSet(object, to);
    const faults = [...missingKind(cluster), ...ownFaults];
    if (faults.length > 0) {
      notMigrated.push({ from, object, faults });
      continue;
    }
    taken.add(to);
    const renamed =
      to === from
        ? []
        : [
            {
              path: ['metadata', 'name'],
              message: `ImageDigestMirrorSet ${from} exists; the new object is named ${to}`,
            },
          ];
    converted.push({ from, object, to, manifest, notes: [...renamed, ...notes] });
  }
  const { steps, remaining } = predictSteps(cluster, converted);
  const migrated = converted.map((policy) => ({ ...policy, sharedWith: sharedWith(policy.to, remaining) }));
  return { migrated, notMigrated, steps, isProven: [steps.create, steps.delete].every(changesNothing) };
}

/** By name, which is empty where there is none. Of two with one name the later counts. */
function policiesAmong(
  objects: readonly JsonObject[],
): Iterable<readonly [name: string, policy: JsonObject]> {
  const named = new Map<string, JsonObject>();
  const unnamed: [string, JsonObject][] = [];
  for (const object of objects) {
    if (object.kind !== 'ImageContentSourcePolicy') continue;
    const name = valueAt(object, ['metadata', 'name']);
    if (typeof name === 'string' && name !== '') named.set(name, object);
    else unnamed.push(['', object]);
  }
  return [...named, ...unnamed];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 1; taken.has(free); number++)
    free = `${name}-from-icsp${number === 1 ? '' : `-${number}`}`;
  return free;
}

/** A node disruption policy may have it that files change and nothing is reloaded; that is no proof. */
function changesNothing({ rollout }: ClusterDiff): boolean {
  return rollout.verdict === 'none' && rollout.changes.length === 0;
}

function missingKind({ state: { version } }: Cluster): readonly FieldNote[] {
  if (behaviourOf(version).readsKind.ImageDigestMirrorSet) return [];
  return [
    {
      path: ['kind'],
      message: `OpenShift ${formatOpenShiftVersion(version)} has no ImageDigestMirrorSet; 4.13 introduced it`,
    },
  ];
}

/** A mirrorSourcePolicy must become the same in all objects that name a source. */
function sharedWith(name: string, mirrorSets: readonly MirrorSet[]): readonly ObjectRef[] {
  const isSelf = (other: ObjectRef) => other.kind === 'ImageDigestMirrorSet' && other.name === name;
  const sources = new Set(mirrorSets.find(isSelf)?.entries.map(({ source }) => source));
  return mirrorSets
    .filter((other) => !isSelf(other) && other.entries.some(({ source }) => sources.has(source)))
    .map(({ kind, name: otherName }) => ({ kind, name: otherName }));
}

function predictSteps(
  before: Cluster,
  migrated: readonly Omit<MigratedPolicy, 'sharedWith'>[],
): { readonly steps: Migration['steps']; readonly remaining: readonly MirrorSet[] } {
  const old = new Set(migrated.map(({ from }) => from));
  const created = migrated.map(({ to, manifest }) => toMirrorSet('ImageDigestMirrorSet', to, manifest));
  const both = withMirrorSets(before, [...before.state.mirrorSets, ...created]);
  const isKept = ({ kind, name }: MirrorSet) => kind !== 'ImageContentSourcePolicy' || !old.has(name);
  const after = withMirrorSets(before, both.state.mirrorSets.filter(isKept));
  return {
    steps: { create: diff(before, both), delete: diff(both, after) },
    remaining: after.state.mirrorSets,
  };
}

function withMirrorSets(cluster: Cluster, mirrorSets: readonly MirrorSet[]): Cluster {
  return assembleCluster({ ...cluster, mirrorSets });
}
