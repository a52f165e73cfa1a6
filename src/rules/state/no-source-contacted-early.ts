import { isSameList } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteOrder, quoteSome } from '../context/across-objects.ts';
import { contradictionsOf, listsSourceEarly, orderedDifferently } from '../context/merge-notes.ts';
import { identityOfOrder, notedOrders } from '../context/merged-orders.ts';
import { namesWithVerb, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName } from '../finding.ts';

/**
 * If lists contradict each other, the operator breaks the tie by byte order, which can put the source first
 * (DOMAIN 3.3).
 */
export default defineStateRule({
  id: 'no-source-contacted-early',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-SOURCE-EARLY'],
    summary: 'Warn if a source is contacted before some of its mirrors',
    why:
      'The operator merges all mirror lists of a source into one order. Where the lists contradict ' +
      'each other, it continues with the smallest string, and the source is one of the strings: ' +
      'quay.io sorts before registry.local. Each pull then contacts the source first, which leaves ' +
      'the data center or times out in a disconnected cluster.',
    fix: 'List the mirrors of the source in the same order in all objects, or keep them in one list.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
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

  *check(context) {
    for (const order of context.share(notedOrders)) {
      const { source, pulls, merged, note } = order.found;
      if (note !== 'source-early' && note !== 'listed-early') continue;
      const { mirrors, sourceAt = 0 } = merged.order;
      const listing = merged.contributions.filter(({ entry }) => listsSourceEarly(entry));
      const involves = participantsOf(listing.length > 0 ? listing : merged.contributions);
      const onNodes = context.deployed.mirrorSets[pulls].get(source)?.order.mirrors;
      const late = quoteSome(mirrors.slice(sourceAt + 1), 2);
      const nodes = `nodes${order.where}`;
      const differing = (here: ObjectName | undefined) => orderedDifferently(here, merged.contributions);
      yield {
        ...identityOfOrder(order, 'source-early', contradictionsOf(merged)),
        involves,
        message: (here) =>
          listing.length > 0
            ? `${namesWithVerb(involves, 'lists', 'list')} ${quote(source)} before mirrors; ${nodes} ` +
              `contact the source before ${late}. List the source last`
            : `${namesWithVerb(differing(here), 'orders', 'order')} the mirrors of ` +
              `${quote(source)} differently; ${nodes} would contact the source before ${late}; ` +
              `${describeOrders(onNodes, mirrors)}. ` +
              'Use the same order in all objects',
      };
    }
  },
});

/** @param before the order on the nodes; undefined if the source has no mirrors there */
function describeOrders(before: readonly string[] | undefined, now: readonly string[]): string {
  const after = quoteOrder(now, 5);
  return before === undefined || isSameList(before, now)
    ? `order now: ${after}`
    : `order before: ${quoteOrder(before, 5)}; after: ${after}`;
}
