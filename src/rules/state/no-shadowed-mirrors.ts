import { quote } from '../../model/text/quote.ts';
import { findShadowedMirrors } from '../context/node-sources.ts';
import { namesWithVerb } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Pulls } from '../state-context.ts';

const kindFor: Readonly<Record<Pulls, string>> = { digest: 'ImageDigestMirrorSet', tag: 'ImageTagMirrorSet' };

/**
 * Only one entry of registries.conf applies to a pull, so a narrower entry for the other kind of pull shadows
 * its mirrors (DOMAIN 3.6).
 */
export default defineStateRule({
  id: 'no-shadowed-mirrors',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-OTHERTYPE'],
    summary: 'Warn if a narrower source shadows the mirrors of a broader one',
    why:
      'A node uses the one entry of registries.conf that matches an image most closely. An ' +
      'ImageTagMirrorSet for quay.io/team shadows an ImageDigestMirrorSet for quay.io: pulls by ' +
      'digest below quay.io/team go straight to the source, without any mirror. OpenShift does not ' +
      'report it.',
    fix: 'Add the narrower source with its mirrors to an object of the other kind too.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
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

  *check(context) {
    for (const { found, where, finding } of findShadowedMirrors(context, 'hidden')) {
      const { inner, outer, pulls, narrow, broad, file } = found;
      // Clusters pull the payload by digest only.
      if (pulls === 'tag' && isPayloadRepository(inner)) continue;
      const advice =
        file === undefined
          ? `Add ${quote(inner)} to an ${kindFor[pulls]} too`
          : `Add them to ${file.path} too`;
      yield {
        ...finding,
        message:
          `${namesWithVerb(narrow, 'shadows', 'shadow')} the ${pulls} mirrors that ` +
          `${namesWithVerb(broad, 'has', 'have')} for ${quote(outer)}; pulls by ${pulls} below ` +
          `${quote(inner)}${where} would use no mirror. ${advice}`,
      };
    }
  },
});
