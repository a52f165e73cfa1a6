import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfFirst, quoteSome, toRelated } from '../context/across-objects.ts';
import { bothPulls, nestedSourcesTouched, newlyMasked } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Often meant so: other mirrors for a part of a registry. The broader list is no fallback, though (DOMAIN 3.6). */
export default defineRule({
  id: 'prefer-inherited-mirrors',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-SAMETYPE'],
    summary: 'A source inside another one has mirrors of its own only where it needs others.',
    why: 'A node uses the one entry of registries.conf that matches an image most closely. Below the narrower source the mirrors of the broader one are not tried, also not after all others have failed.',
    fix: 'If the mirrors of the broader source shall be tried too, list them in the entry of the narrower one, each with the rest of the path.',
    severity: 'audit',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay']),
          idms('team').mirror('quay.io/team', ['mirror.example.com/quay/team']),
        ],
      ],
      invalid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay']),
          idms('team').mirror('quay.io/team', ['other.example.com/team']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    if (nestedSourcesTouched(facts.mirrorSets).length === 0) return;
    const { after } = facts.mirrorSets;
    for (const pulls of bothPulls) {
      const replaced = newlyMasked(facts.mirrorSets, pulls, 'replaced');
      for (const [outer, pairs] of Map.groupBy(replaced, (pair) => pair.outer)) {
        const inner = pairs.map((pair) => pair.inner);
        const lists = after[pulls].get(outer)?.contributions ?? [];
        yield {
          path: pathOfFirst(subject, [...inner, outer]),
          message: `below ${quoteSome(inner, 2)} pulls by ${pulls} use only the mirrors there, not those of ${quote(outer)} (${nameObjects(lists)})`,
          related: toRelated(
            lists,
            inner.map((source) => after[pulls].get(source)?.contributions ?? []),
          ),
        };
      }
    }
  },
});
