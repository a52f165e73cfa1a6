import { quote } from '../../model/text/quote.ts';
import { nameObjects, othersThan, pathOfSource, quoteOrder, toRelated } from '../context/across-objects.ts';
import { remarksOnMerge } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Not wrong, and no reason to drain (DOMAIN 6.2); but the nodes turn to another mirror. */
export default defineRule({
  id: 'prefer-stable-mirror-order',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-ORDER-CHANGE'],
    summary: 'A change leaves mirrors that are in use in their order, and adds others behind them.',
    why: 'The nodes try the mirrors of a source in the merged order of all objects. A new list can change it for everybody, and move the load to another registry.',
    fix: 'List the mirrors that are in use first, in their present order.',
    severity: 'audit',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['b.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team', 'a.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['b.example.com/team']),
          idms('b').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    for (const { source, before, after } of remarksOnMerge('order-change', subject, facts.mirrorSets)) {
      const others = othersThan(subject, after.contributions);
      const withOthers = others.length === 0 ? '' : `, merged with ${nameObjects(others)}`;
      yield {
        path: pathOfSource(subject, source),
        message: `nodes would try ${quoteOrder(after.order.mirrors, 3)} for ${quote(source)}${withOthers}; before: ${quoteOrder(before?.order.mirrors ?? [], 3)}`,
        related: toRelated(others),
      };
    }
  },
});
