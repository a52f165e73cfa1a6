import type { ClusterState, ImageConfig } from './cluster-state.ts';
import {
  buildProbeFile,
  buildRawFile,
  type EffectiveLists,
  findEffectiveLists,
} from './files/blocked-registries.ts';
import { type LoadResult, loadRegistries } from './files/loaded-registries.ts';
import {
  buildPolicy,
  namespacePolicyContent,
  type PolicyOutcome,
  type PolicyProblem,
  policyNamespaces,
} from './files/policy-json.ts';
import {
  buildRegistries,
  clashMessage,
  type RegistryEntry,
  type RegistryList,
  type WildcardClash,
} from './files/registries.ts';
import { renderRegistriesConf, templateRegistriesConf } from './files/registries-conf.ts';
import {
  findSignatureLocations,
  renderSignatureLocations,
  type SignatureLocations,
  type SignatureProblem,
} from './files/signature-locations.ts';
import { collectSignedScopes, type ImagePolicy, type SignedScopes } from './image-policies.ts';
import { isNestedInside } from './location/scope.ts';
import { type MergedSources, mergeAll } from './merge/merged-sources.ts';
import { collectMirrorLists } from './merge/mirror-lists.ts';
import { type ValidationProblem, validate } from './merge/validate.ts';
import { behaviourOf, type OperatorBehaviour } from './operator-behaviour.ts';
import { namespacePolicyPath, signatureLocationsPath } from './rollout/node-disruption.ts';
import type { NodeFiles } from './rollout/rollout.ts';
import { findStartProblem, imagesPulledAtStart, type StartProblem } from './start-problem.ts';

/** Something that makes the operator apply nothing at all, for the whole cluster, until it is mended (DOMAIN 2.4). */
export type StoppingProblem =
  | { readonly kind: 'unreadable-release-image' | 'crash-loop'; readonly message: string }
  | ValidationProblem
  | (WildcardClash & { readonly kind: 'wildcard-clash'; readonly message: string })
  | PolicyProblem
  /** With an image policy, a registries.conf that does not load is a stop. */
  | { readonly kind: 'unloadable-with-image-policy'; readonly policy: ImagePolicy; readonly message: string }
  | SignatureProblem;

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
  readonly signed: SignedScopes;
  /** Where the nodes read signatures; undefined without image policies, or if the MCO does not get that far. */
  readonly signatureLocations: ReadonlySet<string> | undefined;
}

/**
 * Everything that the operator will make of a cluster state.
 * Cost: proportional to entries and mirrors, apart from sorting. Nothing is rendered or loaded yet: see `renderFile`, `loadFile`.
 */
export function foresee(state: ClusterState): Foresight {
  const { mirrorSets, imageConfig, releaseImage, version, imagePolicies = [] } = state;
  const behaviour = behaviourOf(version);
  const merged = mergeAll(collectMirrorLists(mirrorSets, behaviour));
  const probeFile = () => buildProbeFile(imageConfig, merged.digest, behaviour);
  const lists = findEffectiveLists({ imageConfig, releaseImage, probeFile });
  const insecure = imageConfig.insecureRegistries ?? [];
  const blocked = lists.registriesBlocked;
  const registryList = buildRegistries({ ...merged, insecure: new Set(insecure), blocked: new Set(blocked) });
  const signed = collectSignedScopes(imagePolicies);
  const policy = buildPolicy(lists, signed);
  const writesRegistriesConf =
    imageConfig.insecureRegistries !== undefined ||
    blocked.length > 0 ||
    mirrorSets.some(({ kind }) => behaviour.readsKind[kind]);
  const signatures = locateSignatures(signed, writesRegistriesConf ? registryList : undefined, behaviour);
  return {
    behaviour,
    problems: [
      ...problemsOfLists(lists),
      ...validate({ mirrorSets, insecure, blocked }, behaviour),
      ...(registryList.kind === 'failed' ? clashesOf(registryList.clashes) : []),
      ...(policy.kind === 'failed' ? policy.problems : []),
      ...(signatures?.kind === 'failed' ? signatures.problems : []),
    ],
    lists,
    merged,
    writesRegistriesConf,
    registryList,
    policy,
    signed,
    signatureLocations: signatures?.kind === 'found' ? signatures.locations : undefined,
  };
}

/**
 * Why the controller would not start, on releases that build the OSImageStream first and on the release before.
 * Cost: proportional to the whole cluster.
 */
export function predictStart(
  { imageConfig, releaseImage, version }: ClusterState,
  { merged, behaviour }: Foresight,
): StartProblem | undefined {
  if (behaviour.osImageStream === 'never') return undefined;
  const file = buildRawFile(imageConfig, merged, behaviour);
  return findStartProblem(file, imagesPulledAtStart(releaseImage, version));
}

/** The problems that the MCO finds before it reads any mirror set. */
export function problemsOfLists({ failure }: EffectiveLists): StoppingProblem[] {
  return failure === undefined || failure.kind === 'probe-failed'
    ? []
    : [{ kind: failure.kind, message: failure.message }];
}

type SignatureOutcome =
  | SignatureLocations
  | { readonly kind: 'failed'; readonly problems: readonly StoppingProblem[] };

/** @param file undefined if the MCO writes no registries.conf */
function locateSignatures(
  signed: SignedScopes,
  file: RegistryList | undefined,
  behaviour: OperatorBehaviour,
): SignatureOutcome | undefined {
  const [policy] = [...signed.cluster.values(), ...signed.namespaced.values()].flat();
  if (policy === undefined || file?.kind === 'failed') return undefined;
  if (file === undefined) return findSignatureLocations(signed, undefined);
  const loaded = loadRegistries(file.registries, behaviour);
  if (loaded.kind === 'refused') return unloadable(policy, loaded.message);
  return findSignatureLocations(signed, {
    loaded: loaded.registries,
    nestedIn: (scope) =>
      file.registries.flatMap((entry) => (isNestedInside(entry.scope, scope) ? entry.scope : [])),
  });
}

function unloadable(policy: ImagePolicy, refusal: string): SignatureOutcome {
  const message = `loading registries configuration: ${refusal}`;
  return { kind: 'failed', problems: [{ kind: 'unloadable-with-image-policy', policy, message }] };
}

const stages: readonly (readonly [string, ReadonlySet<StoppingProblem['kind']>])[] = [
  [
    'could not update registries config with new changes: ',
    new Set([
      'invalid-insecure-registry',
      'invalid-blocked-registry',
      'invalid-source',
      'invalid-mirror',
      'source-among-mirrors',
      'conflicting-policy',
      'wildcard-clash',
    ]),
  ],
  [
    'could not update policy json with new changes: ',
    new Set([
      'allowed-and-blocked',
      'invalid-allowed-registry',
      'signed-scope-not-allowed',
      'signed-scope-blocked',
    ]),
  ],
];

/** The error at which the sync of the controller ends. The log has it in full, with the name of a temporary file where it loads one. */
export function syncError(problem: StoppingProblem): string {
  if ('policy' in problem && 'scope' in problem && isOfNamespace(problem))
    return `could not update namespace policy JSON from imagepolicy: ${problem.message}`;
  const stage = stages.find(([, kinds]) => kinds.has(problem.kind));
  return `${stage?.[0] ?? ''}${problem.message}`;
}

function isOfNamespace({ kind, policy }: { kind: string; policy: ImagePolicy }): boolean {
  return kind.startsWith('signed-scope') && policy.namespace !== undefined;
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
  const { policy, signed, signatureLocations } = foresight;
  const written = policy.kind === 'written' ? policy.policy : undefined;
  return {
    registries: registriesOfFile(foresight),
    writesRegistriesConf: foresight.writesRegistriesConf,
    policy: written,
    searchRegistries: containerRuntimeSearchRegistries,
    signatureFiles: new Map([
      ...(signatureLocations === undefined
        ? []
        : [[signatureLocationsPath, renderSignatureLocations(signatureLocations)] as const]),
      ...policyNamespaces(signed).map(
        (namespace) =>
          [
            namespacePolicyPath(namespace),
            JSON.stringify(namespacePolicyContent(namespace, written, signed)),
          ] as const,
      ),
    ]),
  };
}

export function clashesOf(clashes: readonly WildcardClash[]): StoppingProblem[] {
  return clashes.map((clash) => ({ kind: 'wildcard-clash', ...clash, message: clashMessage(clash) }));
}
