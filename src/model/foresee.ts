import type { ClusterState, ImageConfig } from './cluster-state.ts';
import { buildProbeFile, type EffectiveLists, findEffectiveLists } from './files/blocked-registries.ts';
import { type LoadResult, loadRegistries } from './files/loaded-registries.ts';
import { buildPolicy, type PolicyOutcome, type PolicyProblem } from './files/policy-json.ts';
import {
  buildRegistries,
  clashMessage,
  type RegistryEntry,
  type RegistryList,
  type WildcardClash,
} from './files/registries.ts';
import { renderRegistriesConf, templateRegistriesConf } from './files/registries-conf.ts';
import { type MergedSources, mergeAll } from './merge/merged-sources.ts';
import { collectMirrorLists } from './merge/mirror-lists.ts';
import { type ValidationProblem, validate } from './merge/validate.ts';
import { behaviourOf, type OperatorBehaviour } from './operator-behaviour.ts';
import type { NodeFiles } from './rollout/rollout.ts';

/** Something that makes the operator apply nothing at all, for the whole cluster, until it is mended (DOMAIN 2.4). */
export type StoppingProblem =
  | { readonly kind: 'unreadable-release-image'; readonly message: string }
  | ValidationProblem
  | (WildcardClash & { readonly kind: 'wildcard-clash'; readonly message: string })
  | PolicyProblem;

/** What a cluster state leads to. */
export interface Foresight {
  readonly behaviour: OperatorBehaviour;
  /** In the order in which the operator would come upon them; it stops at the first. Where there is one, no file changes on any node. */
  readonly problems: readonly StoppingProblem[];
  readonly lists: EffectiveLists;
  readonly merged: MergedSources;
  /** Whether the operator has a file of its own to write; otherwise the nodes have the template. */
  readonly writesRegistriesConf: boolean;
  /** What the merge gives, also where the operator stops before it or after it. */
  readonly registryList: RegistryList;
  readonly policy: PolicyOutcome;
}

/**
 * Everything that the operator will make of a cluster state.
 * Cost: proportional to entries and mirrors, apart from sorting. Nothing is rendered or loaded yet: see `renderFile`, `loadFile`.
 */
export function foresee({ mirrorSets, imageConfig, releaseImage, version }: ClusterState): Foresight {
  const behaviour = behaviourOf(version);
  const merged = mergeAll(collectMirrorLists(mirrorSets, behaviour));
  const probeFile = () => buildProbeFile(imageConfig, merged.digest, behaviour);
  const lists = findEffectiveLists({ imageConfig, releaseImage, probeFile });
  const insecure = imageConfig.insecureRegistries ?? [];
  const blocked = lists.registriesBlocked;
  const registryList = buildRegistries({ ...merged, insecure: new Set(insecure), blocked: new Set(blocked) });
  const policy = buildPolicy(lists);
  return {
    behaviour,
    problems: [
      ...(lists.failure?.kind === 'unreadable-release-image'
        ? [{ kind: lists.failure.kind, message: lists.failure.message }]
        : []),
      ...validate({ mirrorSets, insecure, blocked }, behaviour),
      ...(registryList.kind === 'failed' ? clashesOf(registryList.clashes) : []),
      ...(policy.kind === 'failed' ? [policy.problem] : []),
    ],
    lists,
    merged,
    writesRegistriesConf:
      imageConfig.insecureRegistries !== undefined ||
      blocked.length > 0 ||
      mirrorSets.some(({ kind }) => behaviour.readsKind[kind]),
    registryList,
    policy,
  };
}

/** The registries in the file that the nodes would have; none where the operator cannot merge or has nothing to write. */
export function registriesOfFile({
  registryList,
  writesRegistriesConf,
}: Foresight): readonly RegistryEntry[] {
  return writesRegistriesConf && registryList.kind === 'built' ? registryList.registries : [];
}

/** The text of the file; undefined where the operator stops and the nodes keep what they have. */
export function renderFile(foresight: Foresight): string | undefined {
  if (foresight.problems.length > 0) return undefined;
  return foresight.writesRegistriesConf
    ? renderRegistriesConf(registriesOfFile(foresight), foresight.behaviour)
    : templateRegistriesConf;
}

/** The file as the nodes hold it in memory, or why they refuse it. */
export function loadFile(foresight: Foresight): LoadResult {
  return loadRegistries(registriesOfFile(foresight), foresight.behaviour);
}

/**
 * What the nodes would have on disk, to be compared with what they had. Where the operator stops they keep that instead: there is
 * no rollout then.
 */
export function nodeFilesOf(
  foresight: Foresight,
  { containerRuntimeSearchRegistries }: ImageConfig,
): NodeFiles {
  return {
    registries: registriesOfFile(foresight),
    writesRegistriesConf: foresight.writesRegistriesConf,
    policy: foresight.policy.kind === 'written' ? foresight.policy.policy : undefined,
    searchRegistries: containerRuntimeSearchRegistries ?? [],
  };
}

export function clashesOf(clashes: readonly WildcardClash[]): StoppingProblem[] {
  return clashes.map((clash) => ({ kind: 'wildcard-clash', ...clash, message: clashMessage(clash) }));
}
