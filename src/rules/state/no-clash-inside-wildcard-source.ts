import { isSameObject } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { listedScope, namesOf, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Participant } from '../finding.ts';

/**
 * A listed registry inherits the mirrors of the source that contains it, which fails for a wildcard (DOMAIN
 * 3.7).
 */
export default defineStateRule({
  id: 'no-clash-inside-wildcard-source',
  requires: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-WILD-NESTED'],
    summary: 'Disallow insecure or blocked registries inside a wildcard source',
    why:
      'The Machine Config Operator fails with an internal error and applies no mirror or registry ' +
      'change in the whole cluster any more. No condition or event reports it, and the next upgrade ' +
      'stops.',
    fix:
      'Add an entry with mirrors for the registry; or name the sources instead of the wildcard; or ' +
      'remove the registry from image.config.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('all')
            .mirror('*.example.com', ['mirror.example.org/all'])
            .mirror('lab.example.com', ['mirror.example.org/lab']),
          imageConfig: { insecureRegistries: ['lab.example.com'] },
        },
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          imageConfig: { insecureRegistries: ['example.com', 'lab.example.org'] },
        },
      ],
      invalid: [
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          imageConfig: { insecureRegistries: ['lab.example.com:5000'] },
        },
      ],
    },
  },

  *check(context) {
    const { clashes, listed } = context.cluster;
    for (const { wildcard, scope } of new Map(
      clashes.map((clash) => [`${clash.wildcard} ${clash.scope}`, clash]),
    ).values()) {
      const list = listed.insecure.has(scope) ? 'insecureRegistries' : 'blockedRegistries';
      const sets = participantsOf(context.firstContributionsOf(wildcard));
      yield {
        identity: `${wildcard} ${scope}`,
        about: wildcard,
        involves: [...sets, listedScope(list, scope, context.cluster)],
        causes: [],
        message: (here) =>
          `${quote(scope)} of ${list} is inside the wildcard source ` +
          `${quote(wildcard)}${ofOthers(here, sets)}; the Machine Config Operator would stop applying ` +
          'mirror changes: "mirrorsAdjustedForNestedScope for a wildcard scope". Add an entry for ' +
          `${quote(scope)}`,
      };
    }
  },
});

/** Names the objects of a source except the reported one. */
function ofOthers(here: Participant | undefined, sets: readonly Participant[]): string {
  const others = sets.filter((one) => !isSameObject(one, here));
  if (others.length === 0) return '';
  return here === undefined ? ` of ${namesOf(others)}` : `, also of ${namesOf(others)}`;
}
