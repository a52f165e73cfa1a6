import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfSource, quoteOrder, toRelated } from '../context/across-objects.ts';
import { remarksOnMerge } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Contradicting lists whose merged order leaves the source last; where it does not, that is the graver matter. */
export default defineRule({
  id: 'prefer-consistent-mirror-order',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-ORDER-CONFLICT'],
    summary: 'All objects list the mirrors of a source in the same order.',
    why: 'The operator merges all mirror lists of a source into one order. Where they contradict each other some list is overruled, and byte order decides which: the nodes try another mirror first than its author meant.',
    fix: 'Give the mirrors the same order in all objects, or keep them in one list.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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

  *check({ subject, facts }) {
    for (const { source, after } of remarksOnMerge('contradiction', subject, facts.mirrorSets)) {
      const { mirrors, overruled } = after.order;
      const [step] = overruled;
      if (step === undefined) continue;
      const losers = after.contributions.filter((_, index) => step.lists.includes(index));
      const overruling = `Overruled is ${nameObjects(losers)}, with ${quote(step.before)} before ${quote(step.after)}`;
      yield {
        path: pathOfSource(subject, source),
        message: `lists for ${quote(source)} contradict each other: nodes would try ${quoteOrder(mirrors)}. ${overruling}`,
        related: toRelated(after.contributions),
        key: source,
      };
    }
  },
});
