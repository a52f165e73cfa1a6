import { formatObjectRef } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { namesWithVerb, participantOf, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * Nodes look up mirrors only once: an entry for the location of a mirror has no effect, except that it can
 * block the mirror (DOMAIN 7.3).
 */
export default defineStateRule({
  id: 'prefer-direct-mirrors',
  meta: {
    category: 'across-objects',
    domain: ['X-MIRROR-IS-SOURCE'],
    summary: 'Warn if a mirror is itself a mirrored source',
    why:
      'Nodes do not follow mirrors from one entry to the next: a node contacts the mirror itself, ' +
      'also if another entry has mirrors for it.',
    fix: 'List the location that holds the images.',
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

  *check(context) {
    for (const source of context.sources) {
      for (const contribution of context.contributionsOf(source)) {
        for (const [index, mirror] of contribution.entry.mirrors.entries()) {
          const [other] = context.enclosingSourcesMirror(mirror);
          // An object rule reports a mirror inside its own source.
          if (other === undefined || other === source) continue;
          const others = context.firstContributionsOf(other);
          const owners = namesWithVerb(
            others.map(({ object }) => object),
            'has',
            'have',
          );
          yield {
            identity: `${source} ${mirror}`,
            about: mirror,
            involves: [participantOf(contribution, 'mirrors', index), ...participantsOf(others)],
            causes: [formatObjectRef(contribution.object)],
            message:
              `nodes contact ${quote(mirror)} itself, not the mirrors that ${owners} for ${quote(other)}. ` +
              'List the location that holds the images',
          };
        }
      }
    }
  },
});
