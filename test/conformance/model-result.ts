import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterState, ImageConfig } from '../../src/model/cluster-state.ts';
import { droppedMessage } from '../../src/model/files/blocked-registries.ts';
import { clashMessage, type RegistryEntry } from '../../src/model/files/registries.ts';
import { findDrainReasons } from '../../src/model/files/registries-change.ts';
import { renderRegistriesConf } from '../../src/model/files/registries-conf.ts';
import { resolvePull } from '../../src/model/files/resolve.ts';
import { type MirrorSet, type MirrorSetKind, toMirrorSet } from '../../src/model/mirror-set.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import type { StoppingProblem } from '../../src/model/stopping-problems.ts';
import type { VectorInput, VectorPull, VectorResult } from './vector.ts';

/**
 * The model's predictions for an input, in the format of a vector. A vector covers each step separately.
 * Unlike the MCO, the oracle continues if the release image cannot be parsed, and it never writes
 * policy.json.
 */
export function modelResult(input: VectorInput): VectorResult {
  const state = toClusterState(input);
  const model = ClusterModel.predict(state);
  const { lists, clashes, writesRegistriesConf, behavior } = model;
  const listError = lists.failure?.message ?? droppedMessage(lists);
  const beforeMerge = {
    ...(listError === undefined ? {} : { imgErr: listError }),
    ...(lists.registriesBlocked.length === 0 ? {} : { registriesBlocked: lists.registriesBlocked }),
    ...(lists.policyBlocked.length === 0 ? {} : { policyBlocked: lists.policyBlocked }),
    ...(lists.allowed.length === 0 ? {} : { allowed: lists.allowed }),
    fileWritten: writesRegistriesConf,
    ...drainVerdict(input, model),
  };
  const invalid = firstInvalid(model);
  if (writesRegistriesConf && invalid !== undefined) return { ...beforeMerge, validateErr: invalid.message };
  const [clash] = clashes;
  if (writesRegistriesConf && clash !== undefined) return { ...beforeMerge, editErr: clashMessage(clash) };
  const toml = writesRegistriesConf ? { toml: renderRegistriesConf(model.registries, behavior) } : {};
  const loaded = model.load();
  if (loaded.kind === 'failed')
    return { ...beforeMerge, ...toml, loadErr: `loading registries configuration: ${loaded.message}` };
  const refs = (input.refs ?? []).map((ref) => pullResult(ref, loaded.registries));
  return { ...beforeMerge, ...toml, ...(refs.length === 0 ? {} : { refs }) };
}

const validationKinds = new Set([
  'invalid-insecure-registry',
  'invalid-blocked-registry',
  'invalid-source',
  'invalid-mirror',
  'conflicting-policy',
  'source-among-mirrors',
]);

function firstInvalid({ problems }: ClusterModel): StoppingProblem | undefined {
  return problems.find(({ kind }) => validationKinds.has(kind));
}

/** If validation fails, the MCO stops. The vectors then use the template, which has no registries. */
function writtenRegistries(model: ClusterModel): readonly RegistryEntry[] {
  return firstInvalid(model) === undefined ? model.registries : [];
}

export function toClusterState(input: VectorInput): ClusterState {
  return {
    mirrorSets: [
      ...mirrorSets('ImageDigestMirrorSet', input.idms),
      ...mirrorSets('ImageTagMirrorSet', input.itms),
      ...mirrorSets('ImageContentSourcePolicy', input.icsp),
    ],
    imageConfig: imageConfig(input),
    ...(input.image === undefined || input.image === null ? {} : { releaseImage: input.releaseImage ?? '' }),
    version: newestVersion,
  };
}

function mirrorSets(kind: MirrorSetKind, objects: readonly unknown[] | null | undefined): MirrorSet[] {
  return (objects ?? []).map((object, index) =>
    toMirrorSet(kind, `${kind}-${String(index).padStart(3, '0')}`, object),
  );
}

function imageConfig({ image }: VectorInput): ImageConfig {
  return Object.fromEntries(Object.entries(image?.registrySources ?? {}).filter(([, list]) => list !== null));
}

function drainVerdict(input: VectorInput, after: ClusterModel): { safeNoDrain?: boolean } {
  if (input.prev === undefined || input.prev === null) return {};
  const before = ClusterModel.predict(toClusterState(input.prev));
  return { safeNoDrain: findDrainReasons(writtenRegistries(before), writtenRegistries(after)).length === 0 };
}

function pullResult(ref: string, registries: Parameters<typeof resolvePull>[1]): VectorPull {
  const resolution = resolvePull(ref, registries);
  if (resolution.kind === 'invalid') return { ref, parseErr: resolution.message };
  if (resolution.kind === 'fails') return { ref, match: resolution.matchedPrefix, err: resolution.message };
  if (resolution.matchedPrefix === undefined) return { ref, noMatch: true };
  const sources = resolution.sources.map(({ location, insecure, pullFromMirror, reference, blockedBy }) => ({
    location,
    ...(insecure ? { insecure } : {}),
    ...(pullFromMirror === undefined ? {} : { pullFromMirror }),
    ref: reference,
    ...(blockedBy === undefined ? {} : { blockedBy }),
  }));
  return { ref, match: resolution.matchedPrefix, sources };
}
