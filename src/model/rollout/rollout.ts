import type { PolicyJson } from '../files/policy-json.ts';
import type { RegistryEntry } from '../files/registries.ts';
import { type DrainReason, findDrainReasons, isSameRegistry } from '../files/registries-change.ts';
import { isSameList } from '../json.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import type { Platform } from '../platform.ts';
import {
  actionsFor,
  type DisruptionAction,
  type FileDisruption,
  policyJsonPath,
  registriesConfPath,
  searchRegistriesPath,
} from './node-disruption.ts';

/** The files of a node that a change can affect. */
export interface NodeFiles {
  /** The registries of registries.conf, in file order; empty for the template. */
  readonly registries: readonly RegistryEntry[];
  /**
   * Whether the operator writes registries.conf. Its file and the template differ in bytes even if neither
   * has a registry.
   */
  readonly writesRegistriesConf: boolean;
  /** Undefined for the default policy.json of the nodes. */
  readonly policy: PolicyJson | undefined;
  /**
   * `containerRuntimeSearchRegistries`; undefined if there is no file. The operator writes a file for an
   * empty list too.
   */
  readonly searchRegistries: readonly string[] | undefined;
  /** Content by path of the files that exist only because of image policies or MachineConfigs. */
  readonly otherFiles: ReadonlyMap<string, string>;
}

export interface RolloutSettings {
  readonly behavior: OperatorBehavior;
  /** Files of the node disruption policy; empty for the defaults. */
  readonly disruption: readonly FileDisruption[];
  /** Whether ConfigMap `image-registry-override-drain` exists. */
  readonly hasDrainOverride: boolean;
  readonly isSingleNode: boolean;
  /** Pools with a MachineOSConfig. Default: none. */
  readonly imageModePools?: readonly string[];
}

/**
 * Known facts about the nodes of a cluster. Unknown facts have defaults: no policy, no override, several
 * nodes.
 */
export interface NodeFacts {
  readonly nodeDisruption?: readonly FileDisruption[] | undefined;
  readonly drainOverride?: boolean | undefined;
  readonly platform?: Platform | undefined;
  readonly imageModePools?: readonly string[] | undefined;
}

export function rolloutSettings({
  nodeDisruption = [],
  drainOverride = false,
  platform,
  imageModePools = [],
}: NodeFacts): Omit<RolloutSettings, 'behavior'> {
  return {
    disruption: nodeDisruption,
    hasDrainOverride: drainOverride,
    isSingleNode: platform?.isSingleNode === true,
    imageModePools,
  };
}

export interface FileChange {
  readonly path: string;
  readonly actions: readonly DisruptionAction[];
}

/** The predicted effect of a change on every node of every pool, with the reasons. */
export interface Rollout {
  readonly verdict: 'none' | 'reload' | 'drain' | 'reboot';
  /** Sorted by path, the order in which the daemon processes them. */
  readonly changes: readonly FileChange[];
  /** The daemon's combined actions for all changes, in its order; empty if nothing changes. */
  readonly actions: readonly DisruptionAction[];
  /** Why the change of registries.conf is not safe. Present even if an override applies. */
  readonly drainReasons: readonly DrainReason[];
  /** The setting that overrides the daemon's own rule for registries.conf. */
  readonly overriddenBy: 'node-disruption-policy' | 'drain-override' | undefined;
  /**
   * Why the daemon does not drain although the change is not safe; undefined if it drains or the change is
   * safe.
   */
  readonly preventedBy: 'node-disruption-policy' | 'drain-override' | 'single-node' | undefined;
  /** Pools that build an image and reboot, with the verdict for the other pools (DOMAIN 6.5). */
  readonly imageMode?: { readonly pools: readonly string[]; readonly otherPools: Rollout['verdict'] };
}

/**
 * Predicts the effect of a change on the nodes (DOMAIN 6).
 * Cost: proportional to both files.
 */
export function predictRollout(before: NodeFiles, after: NodeFiles, settings: RolloutSettings): Rollout {
  const rollout = predictPackageMode(before, after, settings);
  const { behavior, imageModePools: pools = [] } = settings;
  const isImageBuilt = behavior.rebootsImageModePools && pools.length > 0 && rollout.changes.length > 0;
  return isImageBuilt
    ? { ...rollout, verdict: 'reboot', imageMode: { pools, otherPools: rollout.verdict } }
    : rollout;
}

/** The prediction for pools without a MachineOSConfig. */
function predictPackageMode(before: NodeFiles, after: NodeFiles, settings: RolloutSettings): Rollout {
  const { behavior, disruption, hasDrainOverride, isSingleNode } = settings;
  const changes = changedPaths(before, after).map((path) => ({
    path,
    actions: actionsFor(path, disruption, behavior),
  }));
  const registriesChange = changes.find(({ path }) => path === registriesConfPath);
  const drainReasons =
    registriesChange === undefined ? [] : findDrainReasons(before.registries, after.registries);
  const isOverridden = registriesChange !== undefined && !registriesChange.actions.includes('Special');
  const isDrainSuppressed = behavior.honoursDrainOverride && hasDrainOverride;
  const actions = new Set(changes.flatMap((change) => change.actions));
  const isUnsafe = actions.has('Special') && drainReasons.length > 0;
  const overriddenBy = isOverridden
    ? 'node-disruption-policy'
    : isUnsafe && isDrainSuppressed
      ? 'drain-override'
      : undefined;
  const demanded = strongest(actions, isUnsafe && !isDrainSuppressed);
  // The daemon never drains a cluster with one node, because its pods cannot move to another node (DOMAIN
  // 6.1).
  const verdict = demanded === 'drain' && isSingleNode ? 'reload' : demanded;
  const isDowngraded = verdict !== 'drain' && verdict !== 'reboot' && drainReasons.length > 0;
  const preventedBy = verdict !== demanded ? 'single-node' : isDowngraded ? overriddenBy : undefined;
  return { verdict, changes, actions: combine(changes), drainReasons, overriddenBy, preventedBy };
}

const severities: readonly Rollout['verdict'][] = ['none', 'reload', 'drain', 'reboot'];

/** Returns the first rollout with the most severe verdict. */
export function mostSevere<R extends Pick<Rollout, 'verdict'>>(rollouts: readonly [R, ...R[]]): R {
  const rank = ({ verdict }: R) => severities.indexOf(verdict);
  return rollouts.reduce((worst, rollout) => (rank(rollout) > rank(worst) ? rollout : worst));
}

/** A reboot replaces all other actions. `None` is an action only if there is no other one. */
function combine(changes: readonly FileChange[]): readonly DisruptionAction[] {
  const all = changes.flatMap(({ actions }) => actions);
  if (all.includes('Reboot')) return ['Reboot'];
  const real = all.filter((action) => action !== 'None');
  return real.length === 0 && all.length > 0 ? ['None'] : real;
}

/** Returns the most severe verdict of the actions. A reboot includes a drain. */
function strongest(actions: ReadonlySet<DisruptionAction>, isUnsafe: boolean): Rollout['verdict'] {
  if (actions.has('Reboot')) return 'reboot';
  if (isUnsafe || actions.has('Drain')) return 'drain';
  return [...actions].some((action) => action !== 'None') ? 'reload' : 'none';
}

function changedPaths(before: NodeFiles, after: NodeFiles): string[] {
  const paths: string[] = [];
  if (!isSameRegistriesConf(before, after)) paths.push(registriesConfPath);
  if (!isSamePolicy(before.policy, after.policy)) paths.push(policyJsonPath);
  if (!isSameList(before.searchRegistries, after.searchRegistries)) paths.push(searchRegistriesPath);
  for (const path of new Set([...before.otherFiles.keys(), ...after.otherFiles.keys()]))
    if (before.otherFiles.get(path) !== after.otherFiles.get(path)) paths.push(path);
  return paths.sort();
}

function isSameRegistriesConf(before: NodeFiles, after: NodeFiles): boolean {
  return (
    before.writesRegistriesConf === after.writesRegistriesConf &&
    before.registries.length === after.registries.length &&
    before.registries.every((registry, index) => isSameRegistry(registry, after.registries[index]))
  );
}

function isSamePolicy(before: PolicyJson | undefined, after: PolicyJson | undefined): boolean {
  if (before === after) return true;
  if (before === undefined || after === undefined) return false;
  if (before.default !== after.default || before.scopes.size !== after.scopes.size) return false;
  return (
    [...before.scopes].every(([scope, verdict]) => after.scopes.get(scope) === verdict) &&
    [...before.requirements].every(
      ([scope, requirements]) =>
        JSON.stringify(after.requirements.get(scope)) === JSON.stringify(requirements),
    )
  );
}
