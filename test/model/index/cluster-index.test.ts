import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeCluster, predictChangeRollout } from '../../../src/model/cluster-change.ts';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { ClusterState } from '../../../src/model/cluster-state.ts';
import { renderRegistriesConf, templateRegistriesConf } from '../../../src/model/files/registries-conf.ts';
import { utf8Length } from '../../../src/model/files/rendered-size.ts';
import { resolvePull } from '../../../src/model/files/resolve.ts';
import { ClusterIndex } from '../../../src/model/index/cluster-index.ts';
import { compareObjects } from '../../../src/model/index/object-order.ts';
import { matchedLength } from '../../../src/model/location/prefix-match.ts';
import { isNestedInside } from '../../../src/model/location/scope.ts';
import type { MirrorSet } from '../../../src/model/mirror-set.ts';
import { predictRollout } from '../../../src/model/rollout/rollout.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { imageName, mirrorSet, mirrorSets, otherState } from '../../support/random-world.ts';

type OtherState = Omit<ClusterState, 'mirrorSets'>;

/** Sorts by kind and name, as the index does. */
function byName(objects: Iterable<MirrorSet>): MirrorSet[] {
  return [...objects].sort(compareObjects);
}

function predictAll(objects: Iterable<MirrorSet>, world: OtherState): ClusterModel {
  return ClusterModel.predict({ ...world, mirrorSets: byName(objects) });
}

function without<T extends MirrorSet>(objects: readonly T[], { kind, name }: MirrorSet): T[] {
  return objects.filter((object) => object.kind !== kind || object.name !== name);
}

/** Compares all predictions of two models. */
function expectSame(derived: ClusterModel, fresh: ClusterModel, images: readonly string[]): void {
  expect(derived.lists).toEqual(fresh.lists);
  expect(derived.policy).toEqual(fresh.policy);
  expect(derived.problems).toEqual(fresh.problems);
  expect(derived.writesRegistriesConf).toBe(fresh.writesRegistriesConf);
  expect([...derived.mirrorSets.sources()].sort()).toEqual([...fresh.mirrorSets.sources()].sort());
  for (const source of fresh.mirrorSets.sources()) {
    expect(derived.mirrorSets.digest.get(source)).toEqual(fresh.mirrorSets.digest.get(source));
    expect(derived.mirrorSets.tag.get(source)).toEqual(fresh.mirrorSets.tag.get(source));
  }
  if (fresh.clashes.length > 0) return;

  const file = renderRegistriesConf(fresh.registries, fresh.behavior);
  expect(derived.fileBytes).toBe(
    fresh.writesRegistriesConf ? utf8Length(file) : templateRegistriesConf.length,
  );
  expect(derived.registries).toEqual(fresh.registries);
  expect(derived.entriesOf(fresh.registries.map(({ scope }) => scope).reverse())).toEqual(fresh.registries);
  const loaded = fresh.load();
  const loadError = loaded.kind === 'failed' ? loaded.message : undefined;
  expect([derived.loadError, fresh.loadError]).toEqual([loadError, loadError]);
  if (loaded.kind === 'failed' || !fresh.writesRegistriesConf) return;
  for (const image of images) expect(derived.resolve(image)).toEqual(resolvePull(image, loaded.registries));
}

const images = fc.array(imageName, { maxLength: 6 });

describe('ClusterIndex', () => {
  it('agrees with ClusterModel', () => {
    fc.assert(
      fc.property(mirrorSets, otherState, images, (objects, world, images) => {
        expectSame(new ClusterIndex(objects).model(world), predictAll(objects, world), images);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('agrees with ClusterModel after any sequence of changes', () => {
    const change = fc.record({ object: mirrorSet, isRemoval: fc.boolean() });
    fc.assert(
      fc.property(
        mirrorSets,
        otherState,
        fc.array(change, { maxLength: 12 }),
        images,
        (objects, world, changes, images) => {
          const cluster = new ClusterIndex(objects);
          cluster.model(world);
          let expected = objects;
          for (const { object, isRemoval } of changes) {
            if (isRemoval) cluster.remove(object);
            else cluster.apply(object);
            expected = without(expected, object);
            if (!isRemoval) expected = [...expected, object];
          }
          expectSame(cluster.model(world), predictAll(expected, world), images);
          expect(byName(cluster.objects).map(({ entries }) => entries.length)).toEqual(
            byName(expected).map(({ entries }) => entries.length),
          );
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });

  it('is unchanged after a mirror set is added and removed', () => {
    fc.assert(
      fc.property(mirrorSets, mirrorSet, otherState, (objects, added, world) => {
        const others = without(objects, added);
        const cluster = new ClusterIndex(others);
        const before = cluster.model(world);
        const { totals } = before;
        const { counts } = before.mirrorSets;
        cluster.apply(added);
        cluster.remove(added);
        const after = cluster.model(world);
        expect(after.totals).toEqual(totals);
        expect(after.mirrorSets.counts).toEqual(counts);
        for (const { source, mirrors } of added.entries) {
          const fresh = new ClusterIndex(others).model(world).mirrorSets;
          for (const scope of [source, ...mirrors, 'quay.io', '*.io']) {
            expect(after.mirrorSets.sourcesInside(scope)).toEqual(fresh.sourcesInside(scope));
            expect(after.mirrorSets.mirrorsMatchedBy(scope)).toEqual(fresh.mirrorsMatchedBy(scope));
          }
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe('an overlay of the index with a write', () => {
  const write = fc.record({
    before: mirrorSet,
    after: mirrorSet,
    operation: fc.constantFrom('CREATE', 'UPDATE', 'DELETE'),
    isKnown: fc.boolean(),
  });

  it('predicts the same as ClusterModel before and after the write', () => {
    fc.assert(
      fc.property(
        mirrorSets,
        otherState,
        write,
        images,
        (objects, world, { before, after, operation, isKnown }, images) => {
          const old = operation === 'CREATE' ? undefined : { ...before, kind: after.kind, name: after.name };
          const object = operation === 'DELETE' ? undefined : after;
          const others = without(objects, after);
          const stored = old === undefined ? others : [...others, old];
          // A watch can lag behind: the index then contains an old version of the written object, or none.
          const cluster = new ClusterIndex(isKnown ? stored : objects);
          const change = changeCluster(cluster.model(world), [{ ref: after, before: old, object }]);
          const modelBefore = predictAll(stored, world);
          const modelAfter = predictAll(object === undefined ? others : [...others, object], world);
          expectSame(change.before, modelBefore, images);
          expectSame(change.after, modelAfter, images);

          const rollout = predictChangeRollout(change, {
            disruption: [],
            hasDrainOverride: false,
            isSingleNode: false,
          });
          if (rollout.kind !== 'predicted') {
            expect(modelAfter.problems.length + modelBefore.problems.length).toBeGreaterThan(0);
            return;
          }
          const settings = {
            behavior: modelAfter.behavior,
            disruption: [],
            hasDrainOverride: false,
            isSingleNode: false,
          };
          const whole = predictRollout(modelBefore.nodeFiles(), modelAfter.nodeFiles(), settings);
          expect(new Set(rollout.drainReasons)).toEqual(new Set(whole.drainReasons));
          expect(rollout.verdict).toBe(whole.verdict);
        },
      ),
      { numRuns: propertyRuns(800) },
    );
  });

  it('finds the same sources around and inside a scope as a search of all sources', () => {
    fc.assert(
      fc.property(mirrorSets, mirrorSet, imageName, (objects, after, image) => {
        const version = { major: 4, minor: 22 };
        const all = [...without(objects, after), after];
        const settings = { imageConfig: {}, version };
        const whole = ClusterModel.predict({ ...settings, mirrorSets: all }).mirrorSets;
        const write = { ref: after, before: undefined, object: after };
        const view = changeCluster(new ClusterIndex(objects).model(settings), [write]).after.mirrorSets;
        const named = new Set(
          all.flatMap(({ entries }) => entries.flatMap(({ source, mirrors }) => [source, ...mirrors])),
        );
        const sources = [...named].filter((source) => whole.has(source));
        for (const scope of [...named, 'quay.io', '*.io', image.split(/[:@](?!5000)/)[0] ?? '']) {
          const around = sources.filter((source) => source !== scope && isNestedInside(scope, source));
          expect(view.enclosingSources(scope).toSorted()).toEqual(around.toSorted());
          const inside = sources.filter((source) => source !== scope && isNestedInside(source, scope));
          expect(view.sourcesInside(scope)).toEqual(inside.toSorted());
          const matchedBy = sources.filter(
            (source) => source !== scope && matchedLength(source, scope) !== -1,
          );
          const isBetween = (source: string) => (other: string) =>
            other !== source && matchedLength(source, other) !== -1;
          const nextBelow = matchedBy.filter(
            (source) => !matchedBy.some(isBetween(source)) || view.sourceBehind(source) === scope,
          );
          const foundBelow = view.sourcesNextBelow(scope);
          expect(foundBelow).toEqual(matchedBy.filter((source) => foundBelow.includes(source)).toSorted());
          expect(foundBelow).toEqual(expect.arrayContaining(nextBelow));
          const matching = sources.filter((source) => matchedLength(scope, source) !== -1);
          expect(view.sourcesMatching(scope).toSorted()).toEqual(matching.toSorted());
          const used = new Set(
            all.flatMap(({ entries }) =>
              entries.flatMap(({ source, mirrors }) =>
                mirrors
                  .filter((mirror) => mirror !== source && matchedLength(mirror, scope) !== -1)
                  .map((mirror) => `${mirror} ${source}`),
              ),
            ),
          );
          expect(
            new Set(view.mirrorsMatchedBy(scope).map(({ mirror, source }) => `${mirror} ${source}`)),
          ).toEqual(used);
        }
        expect(view.counts).toEqual(whole.counts);
      }),
    );
  });
});
