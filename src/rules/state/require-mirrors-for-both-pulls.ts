import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { quote } from '../../model/text/quote.ts';
import { nameObjects, othersThan, pathOfSource, toRelated } from '../context/across-objects.ts';
import { contributionsOf, isNeverContacted, type Pulls } from '../context/masked-sources.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** NeverContactSource blocks the source for all pulls, whichever kind of object sets it (DOMAIN 7.4). */
export default defineRule({
  id: 'require-mirrors-for-both-pulls',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-NEVER-OTHERTYPE'],
    summary: 'A source that is never contacted has mirrors for pulls by digest and for pulls by tag.',
    why: 'NeverContactSource blocks the source for every pull, also when it is set in an ImageDigestMirrorSet, whose mirrors serve pulls by digest alone. Pulls by tag then have nowhere to go and fail.',
    fix: 'Add the source to an object of the other kind with NeverContactSource too, unless no such pulls happen.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        [
          itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
        idms('digests').mirror('quay.io/team', ['a.example.com/team']),
      ],
      invalid: [
        idms('digests').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after, touched } = facts.mirrorSets;
    for (const source of touched) {
      const pulls = failingPulls(source, after);
      if (pulls === undefined || failingPulls(source, before) === pulls) continue;
      if (pulls === 'tag' && isPayloadRepository(source)) continue;
      const others = othersThan(subject, contributionsOf(source, after)).filter(
        ({ entry }) => entry.policy === 'NeverContactSource',
      );
      const where = others.length === 0 ? '' : ` (${nameObjects(others)})`;
      yield {
        path: pathOfSource(subject, source),
        message: `pulls of ${quote(source)} by ${pulls} would fail: NeverContactSource blocks the source${where}, and no mirror serves pulls by ${pulls}`,
        related: toRelated(others),
      };
    }
  },
});

/** A source without any mirror is not blocked. */
function failingPulls(source: string, view: MirrorSetsView): Pulls | undefined {
  if (!isNeverContacted(source, view)) return undefined;
  if (view.tag.get(source) === undefined) return 'tag';
  return view.digest.get(source) === undefined ? 'digest' : undefined;
}
