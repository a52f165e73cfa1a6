import { entryPath, formatObjectRef } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { toRelated } from '../context/across-objects.ts';
import { duplicatesOf, remarksOnMerge } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The merge keeps an edge once, however often it is given (DOMAIN 3.2). */
export default defineRule({
  id: 'prefer-single-entry',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-DUP-ENTRY'],
    summary: 'No two entries say the same.',
    why: 'An entry that repeats another one has no effect. Later, a change of one of the two has none either, or contradicts the other.',
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

  *check({ subject, facts }) {
    for (const { source, after } of remarksOnMerge('duplicate', subject, facts.mirrorSets)) {
      for (const [{ entry }, other] of duplicatesOf(subject, after.contributions)) {
        yield {
          path: [...entryPath(subject.kind, entry), 'source'],
          message: `the entry for ${quote(source)} has no effect: ${formatObjectRef(other.object)} has the same one`,
          related: toRelated([other]),
        };
      }
    }
  },
});
