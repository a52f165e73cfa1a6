import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { readImageConfig } from '../../src/kubernetes/read-cluster-config.ts';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterSettings, ImageConfig } from '../../src/model/cluster-state.ts';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { effectivePolicy, isMirrorSetKind, type MirrorSet, toMirrorSet } from '../../src/model/mirror-set.ts';
import type { ContainersFile } from '../../src/model/pools/containers-file.ts';
import { poolModelsOf } from '../../src/model/pools/pool-model.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { rules } from '../../src/rules/index.ts';
import { defaultMutations } from '../../src/rules/mutations/index.ts';
import type { Operation } from '../../src/rules/subject.ts';
import type { Stage } from '../../src/webhook/decision.ts';
import { evaluateRequest } from '../../src/webhook/evaluate.ts';
import type { AdmissionRequest } from '../../src/webhook/request.ts';
import { propertyRuns } from '../support/property-runs.ts';
import {
  imagePolicies,
  machineConfigFiles,
  mirrorSet,
  mirrorSets,
  otherState,
  release,
} from '../support/random-world.ts';
import { imageObject, mirrorSetObject } from '../support/world-objects.ts';

interface TestCluster {
  readonly mirrorSets: readonly MirrorSet[];
  readonly settings: ClusterSettings;
  readonly machineConfigFiles: readonly ContainersFile[];
}

/** `before` and `after` as the API server stores them. */
interface Write {
  readonly operation: Operation;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

/** Most random states have a fault, so most worlds have few mirror sets and one registry list. */
const anyCluster: fc.Arbitrary<TestCluster> = fc
  .record({
    mirrorSets,
    state: otherState,
    version: release,
    imagePolicies,
    machineConfigFiles: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, machineConfigFiles),
    most: fc.constantFrom(1, 2, 3, 8),
    list: fc.constantFrom(0, 1, 2, undefined),
  })
  .map(({ mirrorSets, state, version, imagePolicies, machineConfigFiles, most, list }) => ({
    mirrorSets: mirrorSets.slice(0, most),
    settings: {
      ...state,
      version,
      imagePolicies,
      imageConfig: list === undefined ? state.imageConfig : onlyList(state.imageConfig, list),
    },
    machineConfigFiles,
  }));

function onlyList(lists: ImageConfig, index: number): ImageConfig {
  return Object.fromEntries(Object.entries(lists).slice(index, index + 1));
}

const mirrorSetWrite = (world: TestCluster): fc.Arbitrary<Write> =>
  fc
    .record({
      written: mirrorSet,
      operation: fc.constantFrom<Operation>('CREATE', 'UPDATE', 'DELETE'),
      at: fc.nat(7),
    })
    .map(({ written, operation, at }): Write => {
      const stored = world.mirrorSets[at % world.mirrorSets.length];
      if (operation === 'CREATE' || stored === undefined)
        return { operation: 'CREATE', before: null, after: mirrorSetObject({ ...written, name: 'new' }) };
      const before = mirrorSetObject(stored);
      const after = mirrorSetObject({ ...stored, entries: written.entries });
      return operation === 'DELETE' ? { operation, before, after: null } : { operation, before, after };
    });

const imageWrite = ({ settings: { imageConfig } }: TestCluster): fc.Arbitrary<Write> =>
  fc
    .record({
      written: otherState,
      list: fc.nat(2),
      operation: fc.constantFrom<Operation>('UPDATE', 'DELETE'),
    })
    .map(({ written, list, operation }): Write => {
      const before = imageObject(imageConfig);
      const after = imageObject({ ...imageConfig, ...onlyList(written.imageConfig, list) });
      return operation === 'DELETE' ? { operation, before, after: null } : { operation, before, after };
    });

const anyWriteOf = (world: TestCluster) =>
  fc.oneof({ weight: 3, arbitrary: mirrorSetWrite(world) }, { weight: 1, arbitrary: imageWrite(world) });

const anyCase = anyCluster.chain((world) => anyWriteOf(world).map((write) => ({ world, write })));

/** A policy change of one object that names every other object in its annotation. */
const announcedCase = anyCluster
  .filter(({ mirrorSets: [first] }) => first !== undefined)
  .map((world) => {
    const [stored, ...others] = world.mirrorSets as [MirrorSet, ...MirrorSet[]];
    const entries = stored.entries.map((entry) => ({
      ...entry,
      policy:
        effectivePolicy(entry) === 'NeverContactSource'
          ? ('AllowContactingSource' as const)
          : ('NeverContactSource' as const),
    }));
    const value = others.map(({ kind, name }) => `${kind}/${name}`).join(',');
    const after = {
      ...mirrorSetObject({ ...stored, entries }),
      metadata: { name: stored.name, annotations: { 'mirrorguard.io/policy-change': value } },
    };
    return { world, write: { operation: 'UPDATE' as const, before: mirrorSetObject(stored), after } };
  });

function requestOf({ operation, before, after }: Write): AdmissionRequest {
  const { apiVersion, kind, metadata } = (after ?? before) as JsonObject;
  const [group = '', version = ''] = String(apiVersion).split('/');
  return {
    uid: 'uid-1',
    kind: { group, version, kind: String(kind) },
    operation,
    name: String((metadata as JsonObject).name),
    subResource: '',
    dryRun: false,
    user: { name: 'alice', groups: [] },
    object: after,
    oldObject: before,
  };
}

function factsOf({ mirrorSets, settings, machineConfigFiles }: TestCluster): ClusterFacts {
  const { imageConfig, releaseImage, version, imagePolicies = [] } = settings;
  return {
    known: {
      imageConfig,
      clusterVersion: { version, ...(releaseImage === undefined ? {} : { releaseImage }) },
      imagePolicies,
      machineConfigFiles,
    },
    missing: {},
    cluster: new ClusterIndex(mirrorSets),
  };
}

/** Sends a write to /mutate and its result to /validate, like the API server. */
function admit(write: Write, world: TestCluster) {
  const facts = factsOf(world);
  const context = { rules, enforcement: recommended, mutations: defaultMutations, facts, nowMs: 0 };
  const ask = (stage: Stage, after: Write['after']) =>
    evaluateRequest(stage, requestOf({ ...write, after }), context);
  const { verdict, patch = [], findings } = ask('mutate', write.after);
  if (verdict === 'deny') return { verdict, findings, stored: write.before };
  const after = jsonPatch.applyPatch(
    structuredClone(write.after),
    structuredClone(patch) as jsonPatch.Operation[],
  ).newDocument;
  return { ...ask('validate', after), stored: after };
}

function withWrite(world: TestCluster, write: Write, stored: JsonObject | null): TestCluster {
  const { kind, name } = requestOf(write).kind.kind === 'Image' ? image : refOf(write);
  if (!isMirrorSetKind(kind))
    return {
      ...world,
      // The Cluster Version Operator creates a deleted object again, without lists.
      settings: { ...world.settings, imageConfig: stored === null ? {} : readImageConfig(stored) },
    };
  const others = world.mirrorSets.filter((each) => each.kind !== kind || each.name !== name);
  return { ...world, mirrorSets: stored === null ? others : [...others, toMirrorSet(kind, name, stored)] };
}

const image = { kind: 'Image', name: 'cluster' };

function refOf(write: Write) {
  const { kind, name } = requestOf(write);
  return { kind: kind.kind, name };
}

/** Everything at which `render` exits with status 1, except the size. */
function faultsOf({ mirrorSets, settings, machineConfigFiles }: TestCluster): readonly string[] {
  const model = ClusterModel.predict({ ...settings, mirrorSets });
  const pools = poolModelsOf(model, { machineConfigFiles });
  const loadErrors =
    pools.length === 0 ? [model.loadError] : pools.map(({ loadError }) => loadError?.message);
  return [
    ...model.problems.map(({ kind }) => kind),
    ...loadErrors.flatMap((error) => (error === undefined ? [] : `unloadable: ${error}`)),
    ...(model.behavior.osImageStream === 'at-start' && model.startProblem ? ['start'] : []),
  ];
}

describe('an allowed write', () => {
  it('leaves a state that renders and loads, if the state before renders and loads', () => {
    fc.assert(
      fc.property(anyCase, ({ world, write }) => {
        fc.pre(faultsOf(world).length === 0);
        const { verdict, stored } = admit(write, world);
        if (verdict !== 'deny') expect(faultsOf(withWrite(world, write, stored))).toEqual([]);
      }),
      { numRuns: propertyRuns(1500) },
    );
  });

  it('leaves a conflict of policies at most, if it announces a policy change', () => {
    fc.assert(
      fc.property(announcedCase, ({ world, write }) => {
        fc.pre(faultsOf(world).length === 0);
        const { verdict, stored, findings } = admit(write, world);
        if (verdict === 'deny') return;
        const faults = faultsOf(withWrite(world, write, stored));
        expect(new Set(faults).isSubsetOf(new Set(['conflicting-policy']))).toBe(true);
        const warned = findings.some(({ downgradedBy }) => downgradedBy === 'policy-change');
        expect(warned).toBe(faults.length > 0);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
