import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { fieldOf, isEqualJson, type Json, type JsonObject, valueAt } from '../../../src/model/json.ts';
import { isValidLocation } from '../../../src/model/location/location.ts';
import { orderMirrors } from '../../../src/model/merge/mirror-order.ts';
import {
  type MirrorEntry,
  type MirrorSetKind,
  mirrorSetKinds,
  toMirrorSet,
} from '../../../src/model/mirror-set.ts';
import { icsp, idms } from '../../../src/rules/example.ts';
import {
  defaultMutations,
  mutateObject,
  mutations,
  toJsonPatch,
} from '../../../src/rules/mutations/index.ts';
import { anyKind, anyObject } from '../../support/arbitrary-objects.ts';
import { deepFreeze } from '../../support/check.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const allMutations = new Set(mutations.map(({ id }) => id));
const anyEnabled = fc.oneof(
  fc.constant(defaultMutations),
  fc.constant(allMutations),
  fc.subarray([...allMutations]).map((ids) => new Set(ids)),
);

const anyCase = anyKind.chain((kind) =>
  fc.record({ kind: fc.constant(kind), object: anyObject(kind), enabled: anyEnabled }),
);

function forAnyObject(
  state: (given: { kind: MirrorSetKind; object: Json; enabled: ReadonlySet<string> }) => void,
): void {
  fc.assert(
    fc.property(anyCase, (given) => state({ ...given, object: deepFreeze(given.object) })),
    { numRuns: propertyRuns(2000), seed: 20260101 },
  );
}

/** Whether the source and all mirrors are valid. */
function isWellFormed({ source, mirrors }: MirrorEntry): boolean {
  return isValidLocation(source, 'source') && mirrors.every((mirror) => isValidLocation(mirror, 'mirror'));
}

/**
 * Merges lists like Open Cluster Management with `musthave`: appends each desired item that has no equal
 * stored item.
 */
function mergeLists(stored: Json, desired: Json, listField: string): Json | undefined {
  const [has, wants] = [stored, desired].map((object) => valueAt(object, ['spec', listField]));
  if (!Array.isArray(has) || !Array.isArray(wants)) return undefined;
  const lacking = wants.filter((item: Json) => !has.some((other: Json) => isEqualJson(item, other)));
  return { ...(stored as JsonObject), spec: { [listField]: [...has, ...lacking] } };
}

describe('mutateObject', () => {
  it('is idempotent for any object', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const once = mutateObject(kind, object, { enabled });
      const twice = mutateObject(kind, once.object, { enabled });
      expect(twice.mutations).toEqual([]);
      expect(twice.object).toBe(once.object);
    });
  });

  it('returns the same object as its patch produces', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const { object: repaired, mutations } = mutateObject(kind, object, { enabled });
      const copy = JSON.parse(JSON.stringify(object));
      const patched = jsonPatch.applyPatch(
        copy,
        structuredClone(toJsonPatch(mutations)) as jsonPatch.Operation[],
        true,
        true,
        false,
      ).newDocument;
      expect(JSON.stringify(patched)).toBe(JSON.stringify(repaired));
    });
  });

  it('returns the same object as its changes produce in order', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const { object: repaired, mutations } = mutateObject(kind, object, { enabled });
      let step = JSON.parse(JSON.stringify(object));
      for (const each of mutations) {
        expect(valueAt(step, each.path)).toEqual(each.before);
        const patch = toJsonPatch([each]) as jsonPatch.Operation[];
        step = jsonPatch.applyPatch(step, structuredClone(patch), true, true, false).newDocument;
      }
      expect(step).toEqual(repaired);
    });
  });

  it('returns at most one operation per value', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const paths = toJsonPatch(mutateObject(kind, object, { enabled }).mutations).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    });
  });

  it('returns the same object if no mutation applies', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const { object: repaired, mutations } = mutateObject(kind, object, { enabled });
      expect(repaired === object).toBe(mutations.length === 0);
    });
  });

  it('changes only values of entries, status and metadata.namespace', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const isAllowed = new RegExp(
        `^/(status|metadata/namespace|spec/${mirrorSetKinds[kind].listField}/\\d+/(source|mirrors/\\d+))$`,
      );
      for (const { path } of toJsonPatch(mutateObject(kind, object, { enabled }).mutations))
        expect(path).toMatch(isAllowed);
    });
  });

  it('replaces only malformed values, and only with well-formed values', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const { mutations } = mutateObject(kind, object, { enabled });
      for (const { path } of mutations.filter(({ op }) => op === 'replace')) {
        expect(
          isValidLocation(valueAt(object, path) as string, path.at(-1) === 'source' ? 'source' : 'mirror'),
        ).toBe(false);
      }
      for (const { path, value } of toJsonPatch(mutations).filter((each) => each.op === 'replace')) {
        expect(isValidLocation(value as string, path.endsWith('/source') ? 'source' : 'mirror')).toBe(true);
      }
    });
  });

  it('does not change entries that the API server accepts, unless an opt-in mutation is enabled', () => {
    forAnyObject(({ kind, object }) => {
      const { object: repaired } = mutateObject(kind, object, { enabled: defaultMutations });
      const { checkedBySchema, listField } = mirrorSetKinds[kind];
      for (const entry of toMirrorSet(kind, 'x', object).entries) {
        const isAccepted =
          isWellFormed(entry) && (!checkedBySchema || new Set(entry.mirrors).size === entry.mirrors.length);
        if (!isAccepted) continue;
        const path = ['spec', listField, entry.index];
        expect(valueAt(repaired, path)).toBe(valueAt(object, path));
      }
    });
  });

  it('keeps source, policy and mirror order of well-formed entries', () => {
    forAnyObject(({ kind, object, enabled }) => {
      const { object: repaired } = mutateObject(kind, object, { enabled });
      const after = new Map(toMirrorSet(kind, 'x', repaired).entries.map((entry) => [entry.index, entry]));
      for (const before of toMirrorSet(kind, 'x', object).entries) {
        // A list with duplicates is rejected or, in an ImageContentSourcePolicy, has an unintended order.
        if (!isWellFormed(before) || new Set(before.mirrors).size < before.mirrors.length) continue;
        const now = after.get(before.index) as MirrorEntry;
        expect({ source: now.source, policy: now.policy }).toEqual({
          source: before.source,
          policy: before.policy,
        });
        expect(orderMirrors(now.source, [now.mirrors]).mirrors).toEqual(
          orderMirrors(before.source, [before.mirrors]).mirrors,
        );
      }
    });
  });

  it('applies all steps that a value needs, and reports each step', () => {
    const { object } = idms('team').mirror(' https://quay.io/team/ ', ['mirror.example.com/team']);
    const { mutations } = mutateObject('ImageDigestMirrorSet', object, { enabled: defaultMutations });
    expect(mutations.map(({ message }) => message)).toEqual([
      'removed whitespace: changed " https://quay.io/team/ " to "https://quay.io/team/"',
      'removed the scheme: changed "https://quay.io/team/" to "quay.io/team/"',
      'removed the trailing slash: changed "quay.io/team/" to "quay.io/team"',
    ]);
    expect(toJsonPatch(mutations)).toEqual([
      { op: 'replace', path: '/spec/imageDigestMirrors/0/source', value: 'quay.io/team' },
    ]);
  });

  it('does not change a value that would remain invalid', () => {
    const { object } = idms('team').mirror('https://quay.io/Team/', ['  ', '/', 'https://']);
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled: defaultMutations })).toEqual({
      object,
      mutations: [],
      collisions: [],
    });
  });

  it('removes a mirror that becomes a duplicate, in one operation', () => {
    const { object } = idms('team').mirror('quay.io/team', [
      'm.example.com/a',
      'm.example.com/b',
      'm.example.com/a/',
    ]);
    const { object: repaired, mutations } = mutateObject('ImageDigestMirrorSet', object, {
      enabled: defaultMutations,
    });
    expect(valueAt(repaired, ['spec', 'imageDigestMirrors', 0, 'mirrors'])).toEqual([
      'm.example.com/a',
      'm.example.com/b',
    ]);
    expect(toJsonPatch(mutations)).toEqual([{ op: 'remove', path: '/spec/imageDigestMirrors/0/mirrors/2' }]);
  });

  it('removes several mirrors in reverse order', () => {
    const { object } = idms('team').mirror('quay.io/team', [
      'm.io/a',
      'm.io/a',
      'm.io/b',
      'm.io/b',
      'quay.io/team',
    ]);
    const { mutations } = mutateObject('ImageDigestMirrorSet', object, { enabled: allMutations });
    expect(toJsonPatch(mutations).map(({ path }) => path)).toEqual(
      [4, 3, 1].map((index) => `/spec/imageDigestMirrors/0/mirrors/${index}`),
    );
  });

  it('treats names of Object.prototype as plain keys', () => {
    const object = JSON.parse(
      '{"__proto__":{"a":1},"status":{},"spec":{"imageDigestMirrors":[{"source":"quay.io/x/","__proto__":2,"mirrors":[]}]}}',
    );
    const { object: repaired } = mutateObject('ImageDigestMirrorSet', object, { enabled: defaultMutations });
    expect(JSON.stringify(repaired)).toBe(
      '{"__proto__":{"a":1},"spec":{"imageDigestMirrors":[{"source":"quay.io/x","__proto__":2,"mirrors":[]}]}}',
    );
    expect(fieldOf(repaired, 'a')).toBeUndefined();
  });

  it.each([
    null,
    7,
    'text',
    [],
    [{}],
    {},
    { spec: null },
    { spec: [] },
    { spec: { imageDigestMirrors: { 0: { source: 'quay.io/x/' } } } },
  ])('does not change %j', (object) => {
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled: allMutations })).toEqual({
      object,
      mutations: [],
      collisions: [],
    });
  });

  it('does not change entries that equal a stored entry at any position', () => {
    const stored = icsp('team').mirror('quay.io/a', ['m.example.com/a/']).object;
    const { object } = icsp('team')
      .mirror('quay.io/b', ['m.example.com/b/'])
      .mirror('quay.io/a', ['m.example.com/a/']);
    const { mutations } = mutateObject('ImageContentSourcePolicy', object, { enabled: allMutations, stored });
    expect(mutations.map(({ path }) => path)).toEqual([['spec', 'repositoryDigestMirrors', 0, 'mirrors', 0]]);
  });

  it('does not change a stored status and namespace', () => {
    const { object } = idms('team')
      .mirror('quay.io/a', ['m.example.com/a'])
      .with({ status: { a: 1 } });
    const enabled = defaultMutations;
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled, stored: object }).object).toBe(object);
    const other = { ...object, status: { a: 2 } };
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled, stored: other }).object).toEqual(
      idms('team').mirror('quay.io/a', ['m.example.com/a']).object,
    );
  });

  it('reports an entry that would equal another entry and does not change it', () => {
    const { object } = idms('team')
      .mirror('quay.io/team', ['m.example.com/a'])
      .mirror('quay.io/other', ['m.example.com/b'])
      .mirror('https://quay.io/team', ['m.example.com/a/']);
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled: defaultMutations })).toEqual({
      object,
      mutations: [],
      collisions: [
        {
          path: ['spec', 'imageDigestMirrors', 2],
          message:
            'this entry is spec.imageDigestMirrors[0] again, apart from what mutations change ' +
            '(remove-https, remove-trailing-slash); each run of a tool that merges lists would append it ' +
            'once more. Write the entry as it is stored',
        },
      ],
    });
  });

  it('changes equal entries alike', () => {
    const { object } = icsp('team')
      .mirror('quay.io/team/', ['m.example.com/a'])
      .mirror('quay.io/team/', ['m.example.com/a']);
    const mutated = mutateObject('ImageContentSourcePolicy', object, { enabled: defaultMutations });
    expect(mutated).toMatchObject({
      object: icsp('team')
        .mirror('quay.io/team', ['m.example.com/a'])
        .mirror('quay.io/team', ['m.example.com/a']).object,
      collisions: [],
    });
  });

  it('reports equal entries that would equal a different one', () => {
    const { object } = icsp('team')
      .mirror('quay.io/team/', ['m.example.com/a'])
      .mirror('quay.io/team/', ['m.example.com/a'])
      .mirror('quay.io/team', ['m.example.com/a']);
    const { collisions } = mutateObject('ImageContentSourcePolicy', object, { enabled: defaultMutations });
    expect(collisions.map(({ path }) => path.at(-1))).toEqual([0, 1]);
    for (const { message } of collisions)
      expect(message).toContain('this entry is spec.repositoryDigestMirrors[2] again');
  });

  it('applies a mutation that restores a stored entry', () => {
    const stored = idms('team').mirror('quay.io/team', ['m.example.com/a']).object;
    const { object } = idms('team').mirror('quay.io/team', ['m.example.com/a/']);
    const result = mutateObject('ImageDigestMirrorSet', object, { enabled: defaultMutations, stored });
    expect(result).toMatchObject({ object: stored, collisions: [] });
  });

  it('gives a reconciler that merges lists the stored object, or something to deny', () => {
    let collided = 0;
    forAnyObject(({ kind, object: desired, enabled }) => {
      const { listField } = mirrorSetKinds[kind];
      const { object: stored, collisions } = mutateObject(kind, desired, { enabled });
      const merged = mergeLists(stored, desired, listField);
      // The API server would not store an object with collisions.
      if (collisions.length > 0 || merged === undefined) return;
      const result = mutateObject(kind, merged, { enabled, stored });
      if (result.collisions.length > 0) collided += 1;
      else expect(valueAt(result.object, ['spec', listField])).toEqual(valueAt(stored, ['spec', listField]));
    });
    expect(collided).toBeGreaterThan(propertyRuns(100));
  });

  it('stops the growth of an object of several authors after one write of such a reconciler', () => {
    let stored = 0;
    const pair = fc.tuple(anyKind, anyEnabled).chain(([kind, enabled]) =>
      fc.record({
        kind: fc.constant(kind),
        enabled: fc.constant(enabled),
        present: anyObject(kind),
        desired: anyObject(kind),
      }),
    );
    fc.assert(
      fc.property(pair, ({ kind, enabled, present, desired }) => {
        const { listField } = mirrorSetKinds[kind];
        const listOf = (object: Json) => valueAt(object, ['spec', listField]);
        const first = mergeLists(present, desired, listField);
        if (first === undefined) return;
        const once = mutateObject(kind, first, { enabled, stored: present });
        // The API server would not store an object with collisions, so the reconciler changes nothing.
        if (once.collisions.length > 0) return;
        const second = mergeLists(once.object, desired, listField) as Json;
        const twice = mutateObject(kind, second, { enabled, stored: once.object });
        if (twice.collisions.length > 0) return;
        expect(listOf(twice.object)).toEqual(listOf(once.object));
        stored += 1;
      }),
      { numRuns: propertyRuns(2000) },
    );
    expect(stored).toBeGreaterThan(propertyRuns(100));
  });

  it('applies only enabled mutations', () => {
    const { object } = idms('team')
      .mirror('https://quay.io/team/', ['m.io/a', 'm.io/a'])
      .with({ status: {} });
    expect(mutateObject('ImageDigestMirrorSet', object, { enabled: new Set() }).object).toBe(object);
    // The value is still invalid without the slash, so the mutation does not apply.
    expect(
      mutateObject('ImageDigestMirrorSet', object, { enabled: new Set(['remove-trailing-slash']) }).object,
    ).toBe(object);
  });
});
