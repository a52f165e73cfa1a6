import { quote } from '../../model/text/quote.ts';
import { namesOf, othersThan, participantsOf } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Pulls, StateContext } from '../state-context.ts';

/** NeverContactSource blocks the source for all pulls, for any kind of object that sets it (DOMAIN 7.4). */
export default defineStateRule({
  id: 'require-mirrors-for-both-pulls',
  meta: {
    category: 'across-objects',
    domain: ['X-NEVER-OTHERTYPE'],
    summary: 'Require digest and tag mirrors for a source with NeverContactSource',
    why:
      'NeverContactSource blocks the source for every pull, but the mirrors of an ' +
      'ImageDigestMirrorSet serve only pulls by digest, and those of an ImageTagMirrorSet only pulls ' +
      'by tag. The other pulls have no location left and fail.',
    fix:
      'Add the source to an object of the other kind with NeverContactSource too. No action is ' +
      'required if no such pulls happen.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
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

  *check(context) {
    for (const source of context.sources) {
      const pulls = failingPulls(source, context);
      // Release images and their components are pulled by digest only.
      if (pulls === undefined || (pulls === 'tag' && isPayloadRepository(source))) continue;
      const involves = participantsOf(context.neverContacting(source));
      yield {
        identity: `${source} ${pulls}`,
        about: source,
        involves,
        causes: [],
        message: (here) => {
          const others = othersThan(here, involves);
          const where = [
            ...(here === undefined ? [] : ['this entry']),
            ...(here !== undefined && others === involves ? [] : [namesOf(others)]),
          ].join(' and ');
          return (
            `pulls of ${quote(source)} by ${pulls} would fail; NeverContactSource of ${where} blocks the ` +
            `source, and no mirror serves pulls by ${pulls}; error: "registry is blocked". Add the source ` +
            `to ${pulls === 'tag' ? 'an ImageTagMirrorSet' : 'an ImageDigestMirrorSet'}`
          );
        },
      };
    }
  },
});

/** The kind of pull that fails. A source without any mirror is not blocked. */
function failingPulls(source: string, context: StateContext): Pulls | undefined {
  if (!context.isNeverContacted(source)) return undefined;
  if (context.merged(source, 'tag') === undefined) return 'tag';
  return context.merged(source, 'digest') === undefined ? 'digest' : undefined;
}
