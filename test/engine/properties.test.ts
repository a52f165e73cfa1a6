import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCluster } from '../../src/engine/cluster.ts';
import { diff } from '../../src/engine/diff.ts';
import { migrate } from '../../src/engine/migrate.ts';
import type { Origin } from '../../src/engine/origin.ts';
import { resolve } from '../../src/engine/pulls/resolve.ts';
import { render } from '../../src/engine/render.ts';
import { type JsonObject, valueAt } from '../../src/model/json.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { imageName, mirrorSets, otherState } from '../support/random-world.ts';
import { worldObjects } from '../support/world-objects.ts';

const world = fc
  .record({ mirrorSets, otherState })
  .map(({ mirrorSets, otherState }) => worldObjects(mirrorSets, otherState));

function fieldAt(objects: readonly JsonObject[], { kind, name, path }: Origin): unknown {
  const object = objects.find(
    (candidate) => candidate.kind === kind && valueAt(candidate, ['metadata', 'name']) === name,
  );
  return valueAt(object, path);
}

describe('properties of the engine', () => {
  it('renders the same file for objects in any order and for a List of them', () => {
    fc.assert(
      fc.property(world, (objects) => {
        const expected = render(readCluster(objects)).registriesConf;
        expect(render(readCluster(objects.toReversed())).registriesConf).toBe(expected);
        expect(render(readCluster([{ kind: 'List', items: objects }])).registriesConf).toBe(expected);
      }),
    );
  });

  it('renders a file if and only if the operator does not stop', () => {
    fc.assert(
      fc.property(world, (objects) => {
        const { registriesConf, stops } = render(readCluster(objects));
        expect(registriesConf === undefined).toBe(stops.length > 0);
      }),
    );
  });

  it('names only existing fields as the origin of a stop', () => {
    fc.assert(
      fc.property(world, (objects) => {
        for (const { origins } of render(readCluster(objects)).stops) {
          for (const origin of origins) expect(fieldAt(objects, origin)).toBeDefined();
        }
      }),
    );
  });

  it('names the fields that list each mirror and the fields that block a location', () => {
    fc.assert(
      fc.property(world, fc.array(imageName, { minLength: 1, maxLength: 5 }), (objects, references) => {
        for (const { sources } of resolve(readCluster(objects), references).results) {
          for (const { because, origins, blockedBy, blockedOrigins } of sources) {
            expect(origins.length > 0).toBe(because !== 'source');
            expect(blockedOrigins.length > 0).toBe(blockedBy !== null);
            for (const origin of [...origins, ...blockedOrigins])
              expect(fieldAt(objects, origin)).toBeDefined();
          }
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('predicts no change from a state to itself', () => {
    fc.assert(
      fc.property(world, (objects) => {
        const cluster = readCluster(objects);
        const { rollout, pulls } = diff(cluster, cluster);
        expect(pulls).toEqual([]);
        expect(rollout.verdict).toBe(render(cluster).stops.length > 0 ? 'stopped' : 'none');
      }),
    );
  });

  it('proves that every migration without notes changes nothing on the nodes', () => {
    let proven = 0;
    // Without policies and registry lists, fewer problems stop the MCO, so more migrations are compared.
    const plain = mirrorSets.map((sets) => {
      const open = sets.map((set) => ({
        ...set,
        entries: set.entries.map(({ policy: _, ...entry }) => entry),
      }));
      return worldObjects(open, { imageConfig: {}, version: newestVersion });
    });
    fc.assert(
      fc.property(plain, (objects) => {
        const { migrated, steps, isProven } = migrate(objects);
        if (
          migrated.length === 0 ||
          steps.create.before.stops.length > 0 ||
          steps.delete.before.stops.length > 0
        )
          return;
        if (migrated.some(({ notes }) => notes.some(({ path }) => path.includes('mirrors')))) return;
        expect(isProven).toBe(true);
        proven++;
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(proven).toBeGreaterThan(propertyRuns(20));
  });
});
