import { quote } from '../../model/text/quote.ts';
import { quoteOrder } from '../context/across-objects.ts';
import { contradictionsOf, orderedDifferently } from '../context/merge-notes.ts';
import { identityOfOrder, notedOrders } from '../context/merged-orders.ts';
import { namesWithVerb, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName } from '../finding.ts';

/** Reports contradicting lists whose merged order has the source last. */
export default defineStateRule({
  id: 'no-conflicting-mirror-order',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-ORDER-CONFLICT'],
    summary: 'Disallow different mirror orders for one source',
    why:
      'The operator merges all mirror lists of a source into one order. Where the lists contradict ' +
      'each other, one list is overruled, and byte order decides which: nodes try another mirror ' +
      'first than the author of that list intended.',
    fix: 'List the mirrors in the same order in all objects, or keep them in one list.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team', 'c.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team', 'a.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    for (const order of context.share(notedOrders)) {
      const { source, merged, note } = order.found;
      if (note === 'split') continue;
      const { mirrors, overruled } = merged.order;
      const [step] = overruled;
      const involves = participantsOf(merged.contributions);
      const ignored = participantsOf(merged.contributions.filter((_, index) => step?.lists.includes(index)));
      const wanted = step === undefined ? '' : `, with ${quote(step.before)} before ${quote(step.after)}`;
      const differing = (here: ObjectName | undefined) => orderedDifferently(here, merged.contributions);
      yield {
        ...identityOfOrder(order, 'contradiction', contradictionsOf(merged)),
        involves,
        message: (here) =>
          `${namesWithVerb(differing(here), 'orders', 'order')} the mirrors of ` +
          `${quote(source)} differently; ${namesWithVerb(ignored, 'is', 'are')} overruled${wanted}; ` +
          `nodes${order.where} would try ${quoteOrder(mirrors)}. Use the same order in all objects`,
      };
    }
  },
});
