import { quote } from '../../model/text/quote.ts';
import { nameObjects, quoteOrder, toRelated } from '../context/across-objects.ts';
import { isReordered, mergeNoteOf } from '../context/merge-notes.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls } from '../state-context.ts';

/** The order is valid and requires no drain (DOMAIN 6.2), but nodes use another mirror. */
export default defineChangeRule({
  id: 'prefer-stable-mirror-order',
  meta: {
    category: 'across-objects',
    domain: ['X-ORDER-CHANGE'],
    summary: 'Prefer changes that keep the order of mirrors in use',
    why:
      'Nodes try the mirrors of a source in the merged order of all objects. A new list can change ' +
      'it for all of them and move the load to another registry.',
    fix: 'List the mirrors in use first, in their present order.',
    severity: 'audit',
    since: '0.1.0',
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

  *check(context) {
    const { before, after, touched } = context.change;
    for (const source of touched) {
      for (const pulls of bothPulls) {
        const [old, now] = [before.mirrorSets[pulls].get(source), after.mirrorSets[pulls].get(source)];
        if (old === undefined || now === undefined) continue;
        const note = mergeNoteOf(now);
        // State rules report lists that contradict or repeat another list.
        if ((note !== undefined && note !== 'split') || !isReordered(old.order.mirrors, now.order.mirrors))
          continue;
        const others = context.othersOf(source);
        const withOthers = others.length === 0 ? '' : `, merged with ${nameObjects(others)}`;
        yield {
          ...context.fieldOf(source),
          message:
            `nodes would try ${quoteOrder(now.order.mirrors, 3)} for ${quote(source)}${withOthers}; ` +
            `before: ${quoteOrder(old.order.mirrors, 3)}. List the mirrors in use first`,
          related: toRelated(others),
        };
      }
    }
  },
});
