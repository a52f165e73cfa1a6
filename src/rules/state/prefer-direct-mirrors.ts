import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { nameObjects, toRelated } from '../context/across-objects.ts';
import { contributionsOf } from '../context/masked-sources.ts';
import { mayMirrorsLieInSources, sourcesAroundMirror } from '../context/mirrors-in-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Related } from '../rule.ts';

/** Mirrors are looked up once: what an entry says about a mirror's own location plays no part, apart from blocking it (DOMAIN 7.3). */
export default defineRule({
  id: 'prefer-direct-mirrors',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-MIRROR-IS-SOURCE'],
    summary: 'A mirror is not itself a mirrored source.',
    why: 'Mirrors are not followed from one entry to the next: the node contacts the mirror itself, also where another entry has mirrors for it.',
    fix: 'List the place that holds the images.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('b').mirror('m.example.com/team', ['n.example.com/team']),
          idms('a').mirror('quay.io/team', ['n.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('b').mirror('m.example.com/team', ['n.example.com/team']),
          idms('a').mirror('quay.io/team', ['m.example.com/team']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    if (!mayMirrorsLieInSources(facts.mirrorSets, subject)) return;
    const { after, isTouched } = facts.mirrorSets;
    // One source may be around thousands of mirrors, and be spoken of in thousands of entries.
    const told = new Map<string, { readonly by: string; readonly related: readonly Related[] }>();
    const tell = (source: string) => {
      const lists = contributionsOf(source, after);
      const words = told.get(source) ?? { by: nameObjects(lists), related: toRelated(lists) };
      told.set(source, words);
      return words;
    };
    for (const entry of subject.entries) {
      if (!isTouched.has(entry.source)) continue;
      for (const [index, mirror] of entry.mirrors.entries()) {
        const [other] = sourcesAroundMirror(mirror, after);
        // A mirror inside its own source is a matter of one object.
        if (other === undefined || other === entry.source) continue;
        const { by, related } = tell(other);
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors', index],
          message: `nodes contact ${quote(mirror)} itself, not the mirrors that ${by} has for ${quote(other)}`,
          related,
        };
      }
    }
  },
});
