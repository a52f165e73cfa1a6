import { quote } from '../../model/text/quote.ts';
import { quoteOrder } from '../context/across-objects.ts';
import { mergeNoteOf } from '../context/merge-notes.ts';
import { namesWithVerb, othersThan, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls } from '../state-context.ts';

/** Several lists without contradiction are valid, but no single object shows the order (DOMAIN 3.2). */
export default defineStateRule({
  id: 'prefer-one-list-per-source',
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
    for (const source of context.sources) {
      for (const pulls of bothPulls) {
        const merged = context.merged(source, pulls);
        if (merged === undefined || mergeNoteOf(merged) !== 'split') continue;
        const involves = participantsOf(merged.contributions);
        yield {
          identity: `${source} ${pulls}`,
          about: source,
          involves,
          message: (here) =>
            `${namesWithVerb(othersThan(here, involves), 'lists', 'list')} mirrors for ${quote(source)} ` +
            `too; nodes try ${quoteOrder(merged.order.mirrors)}. Keep the mirrors in one list`,
        };
      }
    }
  },
});
