import type { PolicyJson } from '../files/policy-json.ts';
import type { RegistryEntry } from '../files/registries.ts';
import { type DrainReason, findDrainReasons, isSameRegistry } from '../files/registries-change.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import type { Platform } from '../platform.ts';
import {
  actionsFor,
  type DisruptionAction,
  type FileDisruption,
  policyJsonPath,
  registriesConfPath,
  searchRegistriesPath,
} from './node-disruption.ts';

/** The files of a node that mirror sets and image.config decide about. */
export interface NodeFiles {
  /** Of registries.conf, in its order; empty for the template. */
  readonly registries: readonly RegistryEntry[];
  /**
   * Whether the operator wrote registries.conf: its file and the template differ in bytes also where neither
   * has a registry.
   */
  readonly writesRegistriesConf: boolean;
  /** Undefined for the policy.json that nodes come with. */
  readonly policy: PolicyJson | undefined;
  /** `containerRuntimeSearchRegistries`; undefined for no file. An empty list gives a file too. */
  readonly searchRegistries: readonly string[] | undefined;
  /** Content by path of the files that only image policies or MachineConfigs bring. */
  readonly otherFiles: ReadonlyMap<string, string>;
}

export interface RolloutSettings {
  readonly behaviour: OperatorBehaviour;
  /** Files of the node disruption policy; empty for the defaults. */
  readonly disruption: readonly FileDisruption[];
  /** Whether ConfigMap `image-registry-override-drain` exists. */
  readonly hasDrainOverride: boolean;
  readonly isSingleNode: boolean;
  /** Pools with a MachineOSConfig. Default: none. */
  readonly imageModePools?: readonly string[];
}

/**
 * What is known about the nodes of a cluster. Unknown facts have their defaults: no policy, no override,
 * several nodes.
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
}: NodeFacts): Omit<RolloutSettings, 'behaviour'> {
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

/** What every node of every pool goes through, with the reasons. */
export interface Rollout {
  readonly verdict: 'none' | 'reload' | 'drain' | 'reboot';
  /** Sorted by path, as the daemon goes through them. */
  readonly changes: readonly FileChange[];
  /** What the daemon does for all changes together, in its order; empty if nothing changes. */
  readonly actions: readonly DisruptionAction[];
  /** Why the change of registries.conf is not safe; also told where an override decides otherwise. */
  readonly drainReasons: readonly DrainReason[];
  /** What decided instead of the daemon's own rule about registries.conf. */
  readonly overriddenBy: 'node-disruption-policy' | 'drain-override' | undefined;
  /** Where nothing is drained though the change is not safe. */
  readonly preventedBy: 'node-disruption-policy' | 'drain-override' | 'single-node' | undefined;
  /** The pools that build an image and reboot, with the verdict for the others (DOMAIN 6.5). */
  readonly imageMode?: { readonly pools: readonly string[]; readonly otherPools: Rollout['verdict'] };
}

/**
 * What a change means for the nodes (DOMAIN 6).
 * Cost: proportional to both files.
 */
export function predictRollout(before: NodeFiles, after: NodeFiles, settings: RolloutSettings): Rollout {
  const rollout = predictPackageMode(before, after, settings);
  const { behaviour, imageModePools: pools = [] } = settings;
  const isImageBuilt = behaviour.rebootsImageModePools && pools.length > 0 && rollout.changes.length > 0;
  return isImageBuilt
    ? { ...rollout, verdict: 'reboot', imageMode: { pools, otherPools: rollout.verdict } }
    : rollout;
}

/** Without image-mode pools. */
function predictPackageMode(before: NodeFiles, after: NodeFiles, settings: RolloutSettings): Rollout {
  const { behaviour, disruption, hasDrainOverride, isSingleNode } = settings;
  const changes = changedPaths(before, after).map((path) => ({
    path,
    actions: actionsFor(path, disruption, behaviour),
  }));
  const registriesChange = changes.find(({ path }) => path === registriesConfPath);
  const drainReasons =
    registriesChange === undefined ? [] : findDrainReasons(before.registries, after.registries);
  const isOverridden = registriesChange !== undefined && !registriesChange.actions.includes('Special');
  const isDrainSuppressed = behaviour.honoursDrainOverride && hasDrainOverride;
  const actions = new Set(changes.flatMap((change) => change.actions));
  const isUnsafe = actions.has('Special') && drainReasons.length > 0;
  const overriddenBy = isOverridden
    ? 'node-disruption-policy'
    : isUnsafe && isDrainSuppressed
      ? 'drain-override'
      : undefined;
  const demanded = strongest(actions, isUnsafe && !isDrainSuppressed);
  // A cluster of one node is never drained: its pods have nowhere to go (DOMAIN 6.1).
  const verdict = demanded === 'drain' && isSingleNode ? 'reload' : demanded;
  const isDowngraded = verdict !== 'drain' && verdict !== 'reboot' && drainReasons.length > 0;
  const preventedBy = verdict !== demanded ? 'single-node' : isDowngraded ? overriddenBy : undefined;
  return { verdict, changes, actions: combine(changes), drainReasons, overriddenBy, preventedBy };
}

const severities: readonly Rollout['verdict'][] = ['none', 'reload', 'drain', 'reboot'];

/** The first with the most severe verdict. */
export function mostSevere<R extends Pick<Rollout, 'verdict'>>(rollouts: readonly [R, ...R[]]): R {
  const rank = ({ verdict }: R) => severities.indexOf(verdict);
  return rollouts.reduce((worst, rollout) => (rank(rollout) > rank(worst) ? rollout : worst));
}

/** One reboot stands for all actions; `None` counts only if it is alone. */
function combine(changes: readonly FileChange[]): readonly DisruptionAction[] {
  const all = changes.flatMap(({ actions }) => actions);
  if (all.includes('Reboot')) return ['Reboot'];
  const real = all.filter((action) => action !== 'None');
  return real.length === 0 && all.length > 0 ? ['None'] : real;
}

/** A reboot drains too. */
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

function isSameList(before: readonly string[] | undefined, after: readonly string[] | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before.length === after.length && before.every((text, index) => text === after[index]);
}
