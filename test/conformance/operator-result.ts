import { readNodeDisruption } from '../../src/kubernetes/read-node-disruption.ts';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterState } from '../../src/model/cluster-state.ts';
import { droppedMessage } from '../../src/model/files/blocked-registries.ts';
import {
  namespacePolicyContent,
  policyJsonContent,
  policyNamespaces,
} from '../../src/model/files/policy-json.ts';
import { findDrainReasons } from '../../src/model/files/registries-change.ts';
import { renderRegistriesConf, renderSearchRegistries } from '../../src/model/files/registries-conf.ts';
import { renderSignatureLocations } from '../../src/model/files/signature-locations.ts';
import { type ImagePolicy, readImagePolicies } from '../../src/model/image-policies.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { behaviorOf } from '../../src/model/operator-behavior.ts';
import {
  type FileDisruption,
  namespacePolicyPath,
  searchRegistriesPath,
  signatureLocationsPath,
} from '../../src/model/rollout/node-disruption.ts';
import { type NodeFiles, predictRollout as predictFileRollout } from '../../src/model/rollout/rollout.ts';
import { type StoppingProblem, syncError } from '../../src/model/stopping-problems.ts';
import { toClusterState } from './model-result.ts';
import type { Vector, VectorInput, VectorResult, VectorRollout } from './vector.ts';

/** The model's prediction for a result of the real MCO, in the format of a vector. */
export function operatorResult({ by, input, expect }: Vector): VectorResult {
  if (by === 'daemon functions') return { rollout: predictRollout(input) };
  const state = operatorState(input);
  const model = ClusterModel.predict(state);
  const stop = firstProblem(model, expect.syncErr);
  if (stop?.kind === 'crash-loop') return { panic: stop.message };
  const { lists } = model;
  const listError = lists.failure?.kind === 'probe-failed' ? lists.failure.message : droppedMessage(lists);
  const common = {
    ...(listError === undefined ? {} : { imgErr: listError }),
    registriesBlocked: lists.registriesBlocked,
    policyBlocked: lists.policyBlocked,
    allowed: lists.allowed,
  };
  if (stop !== undefined) return { ...common, ...stopResult(stop) };
  return { ...common, ...fileResults(model, state, expect) };
}

/**
 * A controller iterates over objects and scopes in random order, so the first problem of any of them can end
 * its sync. Prefers the problem that matches the expected error.
 */
function firstProblem({ problems }: ClusterModel, expected: string | undefined): StoppingProblem | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const possible = problems.filter(
    (problem) => stepOf(problem) === stepOf(first) && isFirstOfObject(problem, problems),
  );
  return possible.find((problem) => syncError(problem) === expected) ?? first;
}

/** The step of the sync that reports the problem: one step per kind of object or of image policy check. */
function stepOf(problem: StoppingProblem): string {
  return 'object' in problem ? problem.object.kind : problem.kind;
}

function isFirstOfObject(problem: StoppingProblem, problems: readonly StoppingProblem[]): boolean {
  // The order of the objects determines which of two conflicting entries comes first.
  if (!('object' in problem) || problem.kind === 'conflicting-policy') return true;
  return problem === problems.find((other) => 'object' in other && other.object === problem.object);
}

const editKinds: ReadonlySet<StoppingProblem['kind']> = new Set(['wildcard-clash']);
const validationPrefix = 'could not update registries config with new changes: ';

function stopResult(stop: StoppingProblem): VectorResult {
  const syncErr = syncError(stop);
  if (editKinds.has(stop.kind)) return { syncErr, editErr: stop.message };
  return syncErr.startsWith(validationPrefix) ? { syncErr, validateErr: stop.message } : { syncErr };
}

function fileResults(model: ClusterModel, state: ClusterState, expect: VectorResult): VectorResult {
  const { behavior, policy, signed, signatureLocations, writesRegistriesConf } = model;
  const { containerRuntimeSearchRegistries } = state.imageConfig;
  const written = policy.kind === 'written' ? policy.policy : undefined;
  const namespaces = policyNamespaces(signed);
  const loaded = model.load();
  const otherFiles = Object.fromEntries([
    ...(containerRuntimeSearchRegistries === undefined
      ? []
      : [[searchRegistriesPath, renderSearchRegistries(containerRuntimeSearchRegistries, behavior)]]),
    ...(signatureLocations === undefined
      ? []
      : [[signatureLocationsPath, renderSignatureLocations(signatureLocations)]]),
    ...namespaces.map((namespace) => [
      namespacePolicyPath(namespace),
      goJson(namespacePolicyContent(namespace, written, signed)),
    ]),
  ]);
  return {
    fileWritten: writesRegistriesConf,
    ...(writesRegistriesConf ? { toml: renderRegistriesConf(model.registries, behavior) } : {}),
    // The MCO does not load the file, so only some vectors have this field.
    ...(expect.loadErr !== undefined && loaded.kind === 'failed'
      ? { loadErr: `loading registries configuration: ${loaded.message}` }
      : {}),
    ...(written === undefined && namespaces.length === 0
      ? {}
      : { policyJson: JSON.stringify(policyJsonContent(written)) }),
    ...(Object.keys(otherFiles).length === 0 ? {} : { otherFiles }),
  };
}

/** JSON in the format of the Go encoder, which escapes some characters that JSON does not require to escape. */
function goJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Unlike the library vectors, the MCO always reads the release image and the image policies. */
function operatorState(input: VectorInput): ClusterState {
  return {
    ...toClusterState(input),
    releaseImage: input.releaseImage ?? '',
    imagePolicies: policiesOf(input),
  };
}

function policiesOf({ clusterImagePolicies, imagePolicies }: VectorInput): readonly ImagePolicy[] {
  const objects = [
    ...(clusterImagePolicies ?? []).map((policy) => ({ kind: 'ClusterImagePolicy', ...policy })),
    ...(imagePolicies ?? []).map((policy) => ({ kind: 'ImagePolicy', ...policy })),
  ];
  return readImagePolicies(objects.map(toPolicyObject)) ?? [];
}

/** The public key of all image policies in the vectors, in base64. */
const vectorKey = Buffer.from(
  `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELigCnlLNKgOglRTx1D7JhI7eRw99
QolE9Jo4QUxnbMy5nUuBL+UZF9qqfm/Dg1BNeHRThHzWh2ki9vAEgWEDOw==
-----END PUBLIC KEY-----
`,
).toString('base64');

function toPolicyObject({ kind, metadata, scopes }: JsonObject): JsonObject {
  const rootOfTrust = { policyType: 'PublicKey', publicKey: { keyData: vectorKey } };
  const spec = { scopes: scopes ?? [], policy: { rootOfTrust } };
  return { apiVersion: 'config.openshift.io/v1', kind: kind ?? '', metadata: metadata ?? {}, spec };
}

function predictRollout(input: VectorInput): VectorRollout {
  const [before, after] = [filesFor(input.prev ?? {}), filesFor(input)];
  // OpenShift 4.13 has no node disruption policies.
  const legacy = rolloutOf(before, after, [], behaviorOf({ major: 4, minor: 13 }));
  const [spec, status] = disruptionsOf(input).map((files) =>
    rolloutOf(before, after, files, behaviorOf(newestVersion)),
  );
  // The policy in the spec and the effective policy in the status must cause the same rollout.
  if (JSON.stringify(spec) !== JSON.stringify(status ?? spec))
    return { verdict: 'differs between spec and status', diff: [] };
  const { verdict, diff, actions, drain } = spec ?? legacy;
  if (diff.length === 0) return { verdict, diff };
  return {
    verdict,
    diff,
    actions,
    drain,
    legacyActions: [legacy.verdict === 'reboot' ? 'reboot' : 'reload crio'],
    legacyDrain: legacy.drain,
    safeNoDrain: findDrainReasons(before.registries, after.registries).length === 0,
  };
}

function filesFor(input: VectorInput): NodeFiles {
  const state = operatorState(input);
  return ClusterModel.predict(state).nodeFiles();
}

function disruptionsOf(input: VectorInput): readonly (readonly FileDisruption[])[] {
  const machineConfiguration = (fields: JsonObject) => ({
    apiVersion: 'operator.openshift.io/v1',
    kind: 'MachineConfiguration',
    metadata: { name: 'cluster' },
    ...fields,
  });
  const { nodeDisruptionPolicy, nodeDisruptionPolicyStatusFiles } = input;
  const fromSpec = machineConfiguration({ spec: { nodeDisruptionPolicy: nodeDisruptionPolicy ?? {} } });
  if (!nodeDisruptionPolicyStatusFiles) return [readNodeDisruption([fromSpec]) ?? []];
  const clusterPolicies = { files: nodeDisruptionPolicyStatusFiles };
  const inEffect = machineConfiguration({ status: { nodeDisruptionPolicyStatus: { clusterPolicies } } });
  return [readNodeDisruption([fromSpec]) ?? [], readNodeDisruption([inEffect]) ?? []];
}

function rolloutOf(
  before: NodeFiles,
  after: NodeFiles,
  disruption: readonly FileDisruption[],
  behavior: ReturnType<typeof behaviorOf>,
) {
  const settings = { behavior, disruption, hasDrainOverride: false, isSingleNode: false };
  const { verdict, changes, actions } = predictFileRollout(before, after, settings);
  return {
    verdict,
    diff: changes.map(({ path }) => path),
    // Vectors write `Reload crio.service` as `Reload:crio.service`.
    actions: actions.map((action) => action.replace(' ', ':')),
    drain: verdict === 'drain' || verdict === 'reboot',
  };
}
