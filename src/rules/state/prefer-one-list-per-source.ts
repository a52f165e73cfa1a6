import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteOrder } from '../context/across-objects.ts';
import { identityOfOrder, notedOrders } from '../context/merged-orders.ts';
import { namesWithVerb, othersThan, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Several lists without contradiction are valid, but no single object shows the order (DOMAIN 3.2). */
export default defineStateRule({
  id: 'prefer-one-list-per-source',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-SAME-SOURCE-SPLIT'],
    summary: 'Prefer one list of mirrors for a source',
    why:
      'The operator merges all lists of a source. Mirrors without a common list are ordered by ' +
      'name, not by age or importance: no object alone shows in which order nodes try them.',
    fix: 'Keep the mirrors of the source in one list, in the order in which nodes should try them.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [idms('a').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team'])],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['a.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    for (const order of context.share(notedOrders)) {
      const { source, merged } = order.found;
      const lists = countLists(merged.contributions);
      if (lists < 2) continue;
      const involves = participantsOf(merged.contributions);
      yield {
        // One more list makes it worse. An update of a list, or another object with one of them, does not.
        ...identityOfOrder(
          order,
          'split',
          Array.from({ length: lists }, (_, index) => `list ${index}`),
        ),
        involves,
        message: (here) =>
          `${namesWithVerb(othersThan(here, involves), 'lists', 'list')} mirrors for ${quote(source)} ` +
          `too; nodes${order.where} try ${quoteOrder(merged.order.mirrors)}. Keep the mirrors in one list`,
      };
    }
  },
});

/** Equal lists count as one. */
function countLists(contributions: readonly Contribution[]): number {
  return new Set(contributions.map(({ entry }) => JSON.stringify(entry.mirrors))).size;
}
