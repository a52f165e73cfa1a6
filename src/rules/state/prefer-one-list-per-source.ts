import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfSource, quoteOrder, toRelated } from '../context/across-objects.ts';
import { remarksOnMerge } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Several lists without contradiction: nothing is wrong, but no single object shows the order (DOMAIN 3.2). */
export default defineRule({
  id: 'prefer-one-list-per-source',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-SAME-SOURCE-SPLIT'],
    summary: 'The mirrors of a source stand in one list.',
    why: 'The operator merges all lists of a source. Mirrors that stand in no common list are ordered by their names, not by age or importance: no object alone shows in which order the nodes try them.',
    fix: 'Keep the mirrors of the source in one list, in the order in which they shall be tried.',
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

  *check({ subject, facts }) {
    for (const { source, after } of remarksOnMerge('split', subject, facts.mirrorSets)) {
      yield {
        path: pathOfSource(subject, source),
        message: `nodes try ${quoteOrder(after.order.mirrors)} for ${quote(source)}, merged from ${nameObjects(after.contributions)}`,
        related: toRelated(after.contributions),
      };
    }
  },
});
