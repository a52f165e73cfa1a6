import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfFirst, quoteSome, toRelated } from '../context/across-objects.ts';
import {
  contributionsOf,
  isNeverContacted,
  type NestedSources,
  nestedSourcesTouched,
  outerSourceOf,
} from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** NeverContactSource belongs to one entry of registries.conf, and a narrower entry does not inherit it (DOMAIN 3.6). */
export default defineRule({
  id: 'no-never-contact-gap',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-POLICY'],
    summary: 'A source inside one that is never contacted is never contacted either.',
    why: 'A node uses the one entry of registries.conf that matches an image most closely, with the policy of that entry. Below the narrower source images are pulled from the source when no mirror has them, although NeverContactSource is set for the broader one.',
    fix: 'Set NeverContactSource for the narrower source too, in all of its entries.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          idms('team').mirror('quay.io/team', ['other.example.com/team'], 'NeverContactSource'),
        ],
      ],
      invalid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          idms('team').mirror('quay.io/team', ['other.example.com/team']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.mirrorSets;
    const gaps = nestedSourcesTouched(facts.mirrorSets).filter(
      (pair) => isGap(pair, after) && !isGap(pair, before),
    );
    for (const [outer, pairs] of Map.groupBy(gaps, (pair) => pair.outer)) {
      const inner = pairs.map((pair) => pair.inner);
      yield {
        path: pathOfFirst(subject, [...inner, outer]),
        message: `${quoteSome(inner, 2)} would still be contacted: NeverContactSource of ${quote(outer)} (${nameObjects(contributionsOf(outer, after))}) does not hold there`,
        related: toRelated(
          contributionsOf(outer, after),
          inner.map((source) => contributionsOf(source, after)),
        ),
      };
    }
  },
});

function isGap({ inner, outer }: NestedSources, view: MirrorSetsView): boolean {
  return (
    outerSourceOf(inner, view) === outer && isNeverContacted(outer, view) && !isNeverContacted(inner, view)
  );
}
