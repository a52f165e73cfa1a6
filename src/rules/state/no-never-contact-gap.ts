import { quote } from '../../model/text/quote.ts';
import { namesWithVerb, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * NeverContactSource belongs to one entry of registries.conf, and a narrower entry does not inherit it
 * (DOMAIN 3.6).
 */
export default defineStateRule({
  id: 'no-never-contact-gap',
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-POLICY'],
    summary: 'Warn if NeverContactSource does not apply to a narrower source',
    why:
      'A node uses the one entry of registries.conf that matches an image most closely, with the ' +
      'policy of that entry. Below the narrower source, nodes pull from the source if no mirror has ' +
      'the image, although NeverContactSource is set for the broader source.',
    fix: 'Set NeverContactSource in all entries of the narrower source too.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
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

  *check(context) {
    for (const { inner, outer } of context.nestedSources()) {
      if (!context.isNeverContacted(outer) || context.isNeverContacted(inner)) continue;
      const broad = context.contributionsOf(outer);
      yield {
        identity: `${inner} ${outer}`,
        about: inner,
        involves: participantsOf([...context.contributionsOf(inner), ...broad]),
        message:
          `the NeverContactSource that ${namesWithVerb(
            broad.map(({ object }) => object),
            'sets',
            'set',
          )} for ${quote(outer)} ` +
          `does not apply to ${quote(inner)}; nodes still contact that source. Set it there too`,
      };
    }
  },
});
