import { effectivePolicy, formatObjectRef } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { duplicatesOf } from '../context/merge-notes.ts';
import { namesWithVerb, othersThan, participantOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls } from '../state-context.ts';

/** Duplicate entries have no effect on the merge, which keeps each edge once (DOMAIN 3.2). */
export default defineStateRule({
  id: 'prefer-single-entry',
  meta: {
    category: 'across-objects',
    domain: ['X-DUP-ENTRY'],
    summary: 'Disallow entries that repeat another entry',
    why:
      'An entry that repeats another one has no effect. A later change of one of the two has no ' +
      'effect either, or contradicts the other.',
    fix: 'Keep the entry in one object.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['a.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['a.example.com/team']),
          idms('b').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    for (const source of context.sources) {
      for (const pulls of bothPulls) {
        const merged = context.merged(source, pulls);
        if (merged === undefined) continue;
        for (const [contribution, first] of duplicatesOf(merged.contributions)) {
          const { object, entry } = contribution;
          const involves = [participantOf(contribution, 'source'), participantOf(first, 'source')];
          yield {
            identity: [source, pulls, effectivePolicy(entry), ...entry.mirrors].join(' '),
            about: source,
            involves,
            // The first entry can be of any object, so a deletion does not make the finding new.
            causes: [formatObjectRef(object)],
            // Another rule reports lists that contradict each other.
            isCovered: merged.order.overruled.length > 0,
            message: (here) =>
              `${namesWithVerb(othersThan(here, involves), 'has', 'have')} the same entry for ` +
              `${quote(source)}; this one has no effect. Keep one of them`,
          };
        }
      }
    }
  },
});
