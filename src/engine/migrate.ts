import { type JsonObject, valueAt } from '../model/json.ts';
import { type MirrorSet, type ObjectRef, toMirrorSet } from '../model/mirror-set.ts';
import { formatOpenShiftVersion } from '../model/openshift-version.ts';
import { behaviorOf } from '../model/operator-behavior.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { assembleCluster, type Cluster, type GivenCluster, readCluster } from './cluster.ts';
import { type ClusterDiff, diff } from './diff.ts';
import { type FieldNote, toDigestMirrorSet } from './to-digest-mirror-set.ts';
import { unwrap } from './unwrap.ts';

/** An ImageContentSourcePolicy with the ImageDigestMirrorSet that replaces it. */
export interface MigratedPolicy {
  readonly from: string;
  readonly object: JsonObject;
  readonly to: string;
  readonly manifest: JsonObject;
  /** Other objects that share a source after both steps; replaced policies are not included. */
  readonly sharedWith: readonly ObjectRef[];
  /** Fields that were not converted unchanged, and a name that had to change. */
  readonly notes: readonly FieldNote[];
}

/** A policy that must be corrected before it can be migrated. */
export interface UnmigratedPolicy {
  readonly from: string;
  readonly object: JsonObject;
  readonly faults: readonly FieldNote[];
  /** Whether the faults are values that are not known, not values that the API server rejects. */
  readonly isUnknown?: true;
}

export interface Migration {
  readonly migrated: readonly MigratedPolicy[];
  readonly notMigrated: readonly UnmigratedPolicy[];
  /** The effect of creating the new objects, and the effect of deleting the old ones afterwards. */
  readonly steps: { readonly create: ClusterDiff; readonly delete: ClusterDiff };
  /**
   * Whether registries.conf has the same bytes before, between and after the steps, so the migration has no
   * effect on nodes.
   */
  readonly isProven: boolean;
}

/**
 * Converts every ImageContentSourcePolicy among the objects to an ImageDigestMirrorSet. Predicts both steps
 * of the replacement in the cluster that all objects describe. Never throws.
 * @param unknownIn the fields of an object whose values are not known; the object is then not converted
 */
export function migrate(
  objects: Iterable<unknown>,
  given: GivenCluster = {},
  unknownIn: (object: JsonObject) => readonly FieldPath[] = () => [],
): Migration {
  const all = [...objects].flatMap((object) => unwrap(object).map((unwrapped) => unwrapped.object));
  const cluster = readCluster(all, given);
  const taken = new Set(
    cluster.state.mirrorSets.filter(({ kind }) => kind === 'ImageDigestMirrorSet').map(({ name }) => name),
  );
  const converted: Omit<MigratedPolicy, 'sharedWith'>[] = [];
  const notMigrated: UnmigratedPolicy[] = [];
  for (const [from, object] of policiesAmong(all)) {
    const unknown = unknownIn(object).map((path) => ({
      path,
      message: 'has a placeholder; fill it in first',
    }));
    if (unknown.length > 0) {
      notMigrated.push({ from, object, faults: unknown, isUnknown: true });
      continue;
    }
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

/**
 * Policies by name; the name is empty for a policy without one. If two have the same name, the later one
 * wins.
 */
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

/**
 * A node disruption policy can apply a changed file without any action, so the verdict alone does not prove
 * that the file is unchanged.
 */
function changesNothing({ rollout }: ClusterDiff): boolean {
  return rollout.verdict === 'none' && rollout.changes.length === 0;
}

function missingKind({ state: { version } }: Cluster): readonly FieldNote[] {
  if (behaviorOf(version).readsKind.ImageDigestMirrorSet) return [];
  return [
    {
      path: ['kind'],
      message: `OpenShift ${formatOpenShiftVersion(version)} has no ImageDigestMirrorSet; 4.13 introduced it`,
    },
  ];
}

/** mirrorSourcePolicy must be equal in all objects with the same source. */
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
