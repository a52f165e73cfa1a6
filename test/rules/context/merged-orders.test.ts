import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderMirrors } from '../../../src/model/merge/mirror-order.ts';
import { contradictedPairs } from '../../../src/model/merge/order-conflicts.ts';
import { idms } from '../../../src/rules/example.ts';
import noConflictingMirrorOrder from '../../../src/rules/state/no-conflicting-mirror-order.ts';
import noSourceContactedEarly from '../../../src/rules/state/no-source-contacted-early.ts';
import preferOneListPerSource from '../../../src/rules/state/prefer-one-list-per-source.ts';
import { check } from '../../support/check.ts';

const anyList = fc.uniqueArray(fc.constantFrom('a.io', 'b.io', 'c.io', 'd.io', 'x.io'), {
  minLength: 1,
  maxLength: 4,
});
const anyCluster = fc.record({
  source: fc.constantFrom('a.a/s', 'z.io/s'),
  lists: fc.array(anyList, { minLength: 1, maxLength: 4 }),
  at: fc.nat(),
});
const rules = [noConflictingMirrorOrder, noSourceContactedEarly, preferOneListPerSource];

describe('rules about the merged order', () => {
  it('report an object that repeats a list only if the list contradicts another one', () => {
    fc.assert(
      fc.property(anyCluster, ({ source, lists, at }) => {
        const cluster = lists.map((list, index) => idms(`o${index}`).mirror(source, list));
        const chosen = at % lists.length;
        const repeated = idms('new').mirror(source, lists[chosen]);
        const contradicts = (contradictedPairs(source, lists)[chosen]?.length ?? 0) > 0;
        const found = rules.flatMap((rule) => check(rule, repeated, { cluster }).map(() => rule));
        const isEarly = orderMirrors(source, [...lists, lists[chosen] ?? []]).sourceAt !== undefined;
        const expected = isEarly ? noSourceContactedEarly : noConflictingMirrorOrder;
        expect(found).toEqual(contradicts ? [expected] : []);
      }),
    );
  });

  it('report nothing if an object is deleted, unless the source comes early only then', () => {
    fc.assert(
      fc.property(anyCluster, ({ source, lists, at }) => {
        const cluster = lists.map((list, index) => idms(`o${index}`).mirror(source, list));
        const chosen = at % lists.length;
        const deleted = idms(`o${chosen}`).mirror(source, lists[chosen]);
        const deletion = { subject: deleted, before: deleted, operation: 'DELETE' as const };
        const rest = cluster.filter((_, index) => index !== chosen);
        const isEarly = (some: readonly string[][]) => orderMirrors(source, some).sourceAt !== undefined;
        const becomesEarly = !isEarly(lists) && isEarly(lists.toSpliced(chosen, 1));
        const found = rules.flatMap((rule) => check(rule, { ...deletion, cluster: rest }).map(() => rule));
        expect(found).toEqual(becomesEarly ? [noSourceContactedEarly] : []);
      }),
    );
  });

  it('report an object that reverses a stored order that no list contradicts', () => {
    fc.assert(
      fc.property(anyCluster, ({ source, lists: [list = []] }) => {
        fc.pre(list.length > 1);
        const cluster = [idms('stored').mirror(source, list)];
        const reversed = idms('new').mirror(source, list.toReversed());
        const found = rules.flatMap((rule) => check(rule, reversed, { cluster }).map(() => rule.id));
        const { sourceAt } = orderMirrors(source, [list, list.toReversed()]);
        const expected = sourceAt === undefined ? noConflictingMirrorOrder : noSourceContactedEarly;
        expect(found).toEqual([expected.id]);
      }),
    );
  });
});
