import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfSource, quoteOrder, quoteSome, toRelated } from '../context/across-objects.ts';
import { listsSourceEarly, remarksOnMerge } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Lists that contradict each other can put the source itself in front: the operator breaks the tie by byte order (DOMAIN 3.3). */
export default defineRule({
  id: 'no-source-contacted-early',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-SOURCE-EARLY'],
    summary: 'After merging all objects, a source is tried behind all of its mirrors.',
    why: 'The operator merges all mirror lists of a source into one order. Where they contradict each other it goes on with the smallest string, and the source is one of the strings: quay.io sorts before registry.local. Then each pull goes to the source first: out of the data centre, or into a timeout in a disconnected cluster.',
    fix: 'Give the mirrors of the source the same order in all objects, or keep them in one list.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['r1.example.com/team', 'r2.example.com/team']),
          idms('b').mirror('quay.io/team', ['r2.example.com/team', 'r3.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['r1.example.com/team', 'r2.example.com/team']),
          idms('b').mirror('quay.io/team', ['r2.example.com/team', 'r1.example.com/team']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    for (const { source, before, after } of remarksOnMerge('source-early', subject, facts.mirrorSets)) {
      const { mirrors, sourceAt = 0 } = after.order;
      const listing = after.contributions.filter(({ entry }) => listsSourceEarly(entry));
      const reason =
        listing.length > 0
          ? `${nameObjects(listing)} lists it there`
          : `${nameObjects(after.contributions)} contradict each other on the order`;
      const isAsBefore = before?.order.sourceAt !== undefined && isNoWorse(before.order, after.order);
      yield {
        path: pathOfSource(subject, source),
        message: `${quote(source)} itself ${isAsBefore ? 'is' : 'would be'} contacted before ${quoteSome(mirrors.slice(sourceAt + 1), 2)}. ${reason}; nodes try ${quoteOrder(mirrors, 5)}`,
        ...(listing.length > 0 || isAsBefore ? { severity: 'warn' as const } : {}),
        related: toRelated(after.contributions),
        key: source,
      };
    }
  },
});

type Order = { readonly mirrors: readonly string[]; readonly sourceAt: number | undefined };

/** Whether every mirror behind the source was behind it before. */
function isNoWorse(before: Order, after: Order): boolean {
  const behindBefore = new Set(before.mirrors.slice((before.sourceAt ?? 0) + 1));
  return after.mirrors.slice((after.sourceAt ?? 0) + 1).every((mirror) => behindBefore.has(mirror));
}
