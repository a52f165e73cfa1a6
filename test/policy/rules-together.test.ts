import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import type { MirrorSet } from '../../src/model/mirror-set.ts';
import type { StoppingProblem } from '../../src/model/stopping-problems.ts';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite, type WriteEvaluation } from '../../src/policy/evaluate-write.ts';
import { rules } from '../../src/rules/index.ts';
import type { Subject } from '../../src/rules/subject.ts';
import { mirrorSet, mirrorSets, surroundings } from '../support/random-world.ts';
import { mirrorSetObject } from '../support/world-objects.ts';

interface World {
  /** What is stored beside the object. */
  readonly others: readonly MirrorSet[];
  readonly before: MirrorSet | undefined;
  /** Undefined for a deletion. */
  readonly after: MirrorSet | undefined;
  readonly surroundings: typeof surroundings extends fc.Arbitrary<infer Value> ? Value : never;
}

const world: fc.Arbitrary<World> = fc
  .record({
    stored: mirrorSets,
    before: mirrorSet,
    after: mirrorSet,
    operation: fc.constantFrom('CREATE', 'UPDATE', 'DELETE'),
    surroundings,
  })
  .map(({ stored, before, after, operation, surroundings }) => ({
    others: stored.filter(({ kind, name }) => kind !== after.kind || name !== after.name),
    before: operation === 'CREATE' ? undefined : { ...before, kind: after.kind, name: after.name },
    after: operation === 'DELETE' ? undefined : after,
    surroundings,
  }));

function judgeIn({ others, before, after, surroundings }: World): WriteEvaluation {
  const { imageConfig, releaseImage, version } = surroundings;
  const facts: ClusterFacts = {
    known: {
      imageConfig,
      clusterVersion: { version, ...(releaseImage === undefined ? {} : { releaseImage }) },
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
  if (before === undefined) throw new Error('a write has an object before or after it');
  return { ...before, entries: [], operation: 'DELETE', ...stored, structure: [] };
}

/** What stops the operator about entries of mirror sets, with the object where it does. */
function stopsIn({ others, surroundings }: World, object: MirrorSet | undefined): readonly string[] {
  const { problems } = ClusterModel.predict({
    ...surroundings,
    mirrorSets: object === undefined ? others : [...others, object],
  });
  return problems
    .filter((problem): problem is StoppingProblem & { entry: unknown } => 'entry' in problem)
    .map(({ kind, message }) => `${kind} ${message}`);
}

describe('the rules together', () => {
  it('all come to an end, whatever is written into whatever cluster', () => {
    fc.assert(
      fc.property(world, (world) => {
        const { outcomes, findings } = judgeIn(world);
        expect(outcomes.flatMap((outcome) => (outcome.status === 'errored' ? [outcome.error] : []))).toEqual(
          [],
        );
        for (const { message } of findings) expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('refuse whatever would newly stop the operator', () => {
    fc.assert(
      fc.property(world, (world) => {
        const known = new Set(stopsIn(world, world.before));
        const isNewlyStopped = stopsIn(world, world.after).some((problem) => !known.has(problem));
        if (isNewlyStopped) expect(judgeIn(world).verdict).toBe('deny');
      }),
      { numRuns: 1000 },
    );
  });

  it('never refuse an update that leaves the object as it is', () => {
    fc.assert(
      fc.property(world, (world) => {
        if (world.before !== undefined)
          expect(judgeIn({ ...world, after: world.before }).verdict).toBe('allow');
      }),
      { numRuns: 1000 },
    );
  });

  it('refuse an update that only takes entries away for no fault of what stays', () => {
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
        const denied = judgeIn({ ...world, after }).findings.filter(({ severity }) => severity === 'deny');
        const ofWhatStays = denied.filter(
          ({ rule, category }) => ['format', 'pull'].includes(category) || rule.startsWith('no-conflicting'),
        );
        expect(ofWhatStays).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('say the same whatever order the cluster is read in', () => {
    fc.assert(
      fc.property(world, (world) => {
        const { findings } = judgeIn(world);
        expect(judgeIn({ ...world, others: world.others.toReversed() }).findings).toEqual(findings);
      }),
      { numRuns: 500 },
    );
  });
});
