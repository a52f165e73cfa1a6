import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const hub = { isManaged: false, isHostedGuest: false, isHostingHub: true, isSingleNode: false };

/**
 * HyperShift reads the mirror sets of the management cluster as plain overrides for its control planes
 * (DOMAIN 8.4).
 */
export default defineRule({
  id: 'no-mirrors-hidden-from-hosted-clusters',
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-HUB'],
    summary: 'Disallow mirrors that hosted control planes do not use',
    why:
      'On a management cluster, HyperShift also applies ImageDigestMirrorSets and ' +
      'ImageContentSourcePolicies to its hosted control planes. It does not read ImageTagMirrorSets, and ' +
      'it ignores wildcards and policies.',
    fix:
      'No action is required unless hosted control planes need these mirrors. In that case, use an ' +
      'ImageDigestMirrorSet without wildcards.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { platform: hub },
        },
        itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { platform: hub },
        },
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          around: { platform: hub },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    if (facts.platform?.isHostingHub !== true) return;
    if (subject.kind === 'ImageTagMirrorSet') {
      yield {
        path: [],
        message:
          'hosted control planes of this cluster do not use ImageTagMirrorSets; only its own nodes use these mirrors',
      };
      return;
    }
    for (const { text, path } of locationsWith(subject, 'wildcard')) {
      yield {
        path,
        message: `hosted control planes of this cluster do not use the wildcard ${quote(text)}; list the registries`,
      };
    }
  },
});
