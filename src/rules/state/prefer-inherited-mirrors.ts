import { quote } from '../../model/text/quote.ts';
import { findShadowedMirrors } from '../context/node-sources.ts';
import { namesWithVerb } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * Often intended, to use other mirrors for part of a registry. The broader list is no fallback, however
 * (DOMAIN 3.6).
 */
export default defineStateRule({
  id: 'prefer-inherited-mirrors',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-SAMETYPE'],
    summary: 'Warn if a narrower source replaces the mirrors of a broader one',
    why:
      'A node uses the one entry of registries.conf that matches an image most closely. Below the ' +
      'narrower source, nodes never try the mirrors of the broader one, not even after all others ' +
      'have failed.',
    fix:
      'To have nodes try the mirrors of the broader source too, list them in the entry of the ' +
      'narrower one, each with the rest of the path.',
    severity: 'audit',
    since: '0.1.0',
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

  *check(context) {
    for (const { found, where, finding } of findShadowedMirrors(context, 'replaced')) {
      const { inner, outer, pulls, broad } = found;
      yield {
        ...finding,
        message:
          `below ${quote(inner)}, pulls by ${pulls}${where} use only its own mirrors; ` +
          `those that ${namesWithVerb(broad, 'has', 'have')} for ${quote(outer)} are not tried. ` +
          'List them here too if nodes need them',
      };
    }
  },
});
