import { quote } from '../../model/text/quote.ts';
import { nameObjects, pathOfFirst, quoteSome, toRelated } from '../context/across-objects.ts';
import {
  bothPulls,
  contributionsOf,
  nestedSourcesTouched,
  newlyMasked,
  type Pulls,
} from '../context/masked-sources.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const kindFor: Readonly<Record<Pulls, string>> = { digest: 'ImageDigestMirrorSet', tag: 'ImageTagMirrorSet' };

/** One entry of registries.conf decides about a pull, and a narrower one for the other kind of pull hides it whole (DOMAIN 3.6). */
export default defineRule({
  id: 'no-shadowed-mirrors',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-OTHERTYPE'],
    summary: 'A narrower source has mirrors for the same kinds of pull as the broader one around it.',
    why: 'A node uses the one entry of registries.conf that matches an image most closely. An ImageTagMirrorSet for quay.io/team hides an ImageDigestMirrorSet for quay.io: pulls by digest below quay.io/team go straight to the source, without any mirror, and nothing says so.',
    fix: 'Add the narrower source to an object of the other kind too, with its mirrors there.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          idms('all')
            .mirror('quay.io', ['mirror.example.com/quay'])
            .mirror('quay.io/team', ['mirror.example.com/quay/team']),
          itms('team').mirror('quay.io/team', ['mirror.example.com/quay/team']),
        ],
      ],
      invalid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay']),
          itms('team').mirror('quay.io/team', ['mirror.example.com/quay/team']),
        ],
        [
          itms('team').mirror('quay.io/team', ['mirror.example.com/quay/team']),
          idms('all').mirror('quay.io', ['mirror.example.com/quay']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    if (nestedSourcesTouched(facts.mirrorSets).length === 0) return;
    const { after } = facts.mirrorSets;
    for (const pulls of bothPulls) {
      const hidden = newlyMasked(facts.mirrorSets, pulls, 'hidden').filter(
        // Clusters pull the payload by digest only.
        ({ inner }) => pulls === 'digest' || !isPayloadRepository(inner),
      );
      for (const [outer, pairs] of Map.groupBy(hidden, (pair) => pair.outer)) {
        const inner = pairs.map((pair) => pair.inner);
        const [first = outer] = inner;
        const lists = after[pulls].get(outer)?.contributions ?? [];
        yield {
          path: pathOfFirst(subject, [...inner, outer]),
          message: `pulls by ${pulls} below ${quoteSome(inner, 2)} would use no mirror: ${nameObjects(contributionsOf(first, after))} hides those of ${quote(outer)} (${nameObjects(lists)}). Add ${quoteSome(inner, 2)} to an ${kindFor[pulls]} too`,
          related: toRelated(
            lists,
            inner.map((source) => contributionsOf(source, after)),
          ),
        };
      }
    }
  },
});
