import { quote } from '../../model/text/quote.ts';
import { firstOfEachObject, namesWithVerb, participantOf, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateContext } from '../state-context.ts';

/**
 * Nodes look up mirrors once: an entry for the location of a mirror has no effect, except that it can block
 * it (DOMAIN 7.3).
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
    // Thousands of mirrors can be inside one source of thousands of entries.
    const around = memoize((source: string) => entriesOf(context, source));
    for (const source of context.sources) {
      for (const contribution of context.contributionsOf(source)) {
        for (const [index, mirror] of contribution.entry.mirrors.entries()) {
          const [other] = context.sourcesAroundMirror(mirror);
          // A mirror inside its own source is a matter of one object.
          if (other === undefined || other === source) continue;
          const { participants, owners } = around(other);
          yield {
            identity: `${source} ${mirror}`,
            about: mirror,
            involves: [participantOf(contribution, 'mirrors', index), ...participants],
            message:
              `nodes contact ${quote(mirror)} itself, not the mirrors that ${owners} for ${quote(other)}. ` +
              'List the location that holds the images',
          };
        }
      }
    }
  },
});

function entriesOf(context: StateContext<unknown>, source: string) {
  const first = firstOfEachObject(context.contributionsOf(source));
  const owners = namesWithVerb(
    first.map(({ object }) => object),
    'has',
    'have',
  );
  return { participants: participantsOf(first), owners };
}

function memoize<Value>(compute: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    values.set(key, value);
    return value;
  };
}
