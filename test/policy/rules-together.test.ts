import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCluster } from '../../src/engine/cluster.ts';
import { lint } from '../../src/engine/lint.ts';
import { render } from '../../src/engine/render.ts';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterSettings } from '../../src/model/cluster-state.ts';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import type { MirrorSet } from '../../src/model/mirror-set.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite, type WriteEvaluation } from '../../src/policy/evaluate-write.ts';
import { rules } from '../../src/rules/index.ts';
import type { Subject } from '../../src/rules/subject.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { imagePolicies, mirrorSet, mirrorSets, otherState, release } from '../support/random-world.ts';
import { imagePolicyObject, mirrorSetObject, worldObjects } from '../support/world-objects.ts';

interface TestCluster {
  /** The stored mirror sets without the written object. */
  readonly others: readonly MirrorSet[];
  readonly before: MirrorSet | undefined;
  /** Undefined for a DELETE request. */
  readonly after: MirrorSet | undefined;
  readonly settings: ClusterSettings;
}

const settings: fc.Arbitrary<ClusterSettings> = fc
  .record({ facts: otherState, version: release, imagePolicies })
  .map(({ facts, version, imagePolicies }) => ({ ...facts, version, imagePolicies }));

const world: fc.Arbitrary<TestCluster> = fc
  .record({
    stored: mirrorSets,
    before: mirrorSet,
    after: mirrorSet,
    operation: fc.constantFrom('CREATE', 'UPDATE', 'DELETE'),
    settings,
  })
  .map(({ stored, before, after, operation, settings }) => ({
    others: stored.filter(({ kind, name }) => kind !== after.kind || name !== after.name),
    before: operation === 'CREATE' ? undefined : { ...before, kind: after.kind, name: after.name },
    after: operation === 'DELETE' ? undefined : after,
    settings,
  }));

/** Most random states have a fault, so simple worlds have fewer objects and lists. */
const simpleCluster: fc.Arbitrary<TestCluster> = world.map(({ others, settings, ...write }) => ({
  ...write,
  others: others.slice(0, 2),
  settings: {
    ...settings,
    imageConfig: { insecureRegistries: settings.imageConfig.insecureRegistries ?? [] },
  },
}));

function evaluateIn({ others, before, after, settings }: TestCluster): WriteEvaluation {
  const { imageConfig, releaseImage, version, imagePolicies = [] } = settings;
  const facts: ClusterFacts = {
    known: {
      imageConfig,
      clusterVersion: { version, ...(releaseImage === undefined ? {} : { releaseImage }) },
      imagePolicies,
      inputDocuments: [],
    },
    missing: {},
    cluster: new ClusterIndex(before === undefined ? others : [...others, before]),
  };
  return evaluateWrite(subjectOf(before, after), {
    rules,
    enforcement: recommended,
    facts,
    host: 'admission',
  });
}

function subjectOf(before: MirrorSet | undefined, after: MirrorSet | undefined): Subject {
  const stored = before === undefined ? {} : { before, stored: mirrorSetObject(before) };
  if (after !== undefined)
    return {
      ...after,
      operation: before === undefined ? 'CREATE' : 'UPDATE',
      object: mirrorSetObject(after),
      ...stored,
      structure: [],
    };
  if (before === undefined) throw new Error('a write needs an object before or after it');
  return { ...before, entries: [], operation: 'DELETE', ...stored, structure: [] };
}

function predictIn({ others, settings }: TestCluster, object: MirrorSet | undefined): ClusterModel {
  return ClusterModel.predict({
    ...settings,
    mirrorSets: object === undefined ? others : [...others, object],
  });
}

/** The problems that stop the MCO, and the error with which nodes would reject the file. */
function faultsOf({ problems, loadError }: ClusterModel): readonly string[] {
  return [
    ...problems.map(({ kind, message }) => `${kind} ${message}`),
    ...(loadError === undefined ? [] : [loadError]),
  ];
}

/** The problems that stop the MCO at an entry of a mirror set. */
function entryFaultsOf({ problems }: ClusterModel): readonly string[] {
  return problems.flatMap((problem) => ('entry' in problem ? [`${problem.kind} ${problem.message}`] : []));
}

describe('the rules together', () => {
  it('evaluate any write into any cluster without an error', () => {
    fc.assert(
      fc.property(world, (world) => {
        const { outcomes, findings } = evaluateIn(world);
        expect(outcomes.flatMap((outcome) => (outcome.status === 'errored' ? [outcome.error] : []))).toEqual(
          [],
        );
        for (const { message } of findings) expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it.each([
    ['any cluster', world],
    ['a cluster with few objects', simpleCluster],
  ])('deny each write that introduces a fault into %s', (_, worlds) => {
    fc.assert(
      fc.property(worlds, (world) => {
        const known = new Set(faultsOf(predictIn(world, world.before)));
        // A stored fault can hide other faults, so a fault after the write can be older than the write.
        if (known.size > 0) return;
        if (faultsOf(predictIn(world, world.after)).length > 0)
          expect(evaluateIn(world).verdict).toBe('deny');
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  it('deny each new fault of entries, also if the operator has stopped before', () => {
    fc.assert(
      fc.property(world, (world) => {
        const known = new Set(entryFaultsOf(predictIn(world, world.before)));
        const isNew = entryFaultsOf(predictIn(world, world.after)).some((fault) => !known.has(fault));
        if (isNew) expect(evaluateIn(world).verdict).toBe('deny');
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('deny in lint each input that does not render', () => {
    fc.assert(
      fc.property(mirrorSets, settings, (sets, { version, imagePolicies = [], ...facts }) => {
        // The rules report findings only for mirror sets.
        if (sets.length === 0) return;
        const objects = [
          ...worldObjects(sets, { ...facts, version }),
          ...imagePolicies.map(imagePolicyObject),
        ];
        const given = { openshiftVersion: version };
        const { stops, loadError } = render(readCluster(objects, given));
        if (stops.length === 0 && loadError === undefined) return;
        const denied = lint(objects, { given }).findings.filter(({ severity }) => severity === 'deny');
        expect(denied).not.toEqual([]);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('allow each update that does not change the object', () => {
    fc.assert(
      fc.property(world, (world) => {
        if (world.before !== undefined)
          expect(evaluateIn({ ...world, after: world.before }).verdict).toBe('allow');
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('deny no update that only removes entries for a fault of the remaining entries', () => {
    fc.assert(
      fc.property(world, fc.nat(3), (world, dropped) => {
        const { before } = world;
        if (before === undefined) return;
        const after = {
          ...before,
          entries: before.entries
            .filter((_, at) => at !== dropped)
            .map((entry, index) => ({ ...entry, index })),
        };
        const denied = evaluateIn({ ...world, after }).findings.filter(({ severity }) => severity === 'deny');
        const ofRemaining = denied.filter(
          ({ rule, category }) => ['format', 'pull'].includes(category) || rule.startsWith('no-conflicting'),
        );
        expect(ofRemaining).toEqual([]);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('report the same findings for any order of the stored objects', () => {
    // Two sources that registries.conf cannot represent.
    const unloadable: TestCluster = {
      others: [
        {
          kind: 'ImageContentSourcePolicy',
          name: 'a',
          entries: [{ source: 'quay.io', mirrors: [''], index: 0 }],
        },
        {
          kind: 'ImageContentSourcePolicy',
          name: 'c',
          entries: [{ source: '', mirrors: ['quay.io'], index: 0 }],
        },
      ],
      before: undefined,
      after: { kind: 'ImageDigestMirrorSet', name: 'a', entries: [] },
      settings: {
        imageConfig: {},
        version: { major: 4, minor: 12 },
        imagePolicies: [{ name: 'p', scopes: ['quay.io'] }],
      },
    };
    fc.assert(
      fc.property(world, (world) => {
        const { findings } = evaluateIn(world);
        expect(evaluateIn({ ...world, others: world.others.toReversed() }).findings).toEqual(findings);
      }),
      { numRuns: propertyRuns(500), examples: [[unloadable]] },
    );
  });
});
