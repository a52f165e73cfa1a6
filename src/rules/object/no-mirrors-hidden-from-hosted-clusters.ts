import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const hub = { isManaged: false, isHostedGuest: false, isHostingHub: true, isSingleNode: false };

/** HyperShift reads mirror sets of its own cluster as plain overrides for the control planes that it runs (DOMAIN 8.4). */
export default defineRule({
  id: 'no-mirrors-hidden-from-hosted-clusters',
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-HUB'],
    summary: 'What hosted control planes need is in ImageDigestMirrorSets, without wildcards.',
    why: 'On a management cluster HyperShift takes ImageDigestMirrorSets and ImageContentSourcePolicies for its hosted control planes too. It reads no ImageTagMirrorSets, and neither wildcards nor policies mean anything to it.',
    fix: 'Nothing, if the nodes of this cluster alone need the mirrors.',
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
          'hosted control planes of this cluster do not use ImageTagMirrorSets: these mirrors are for its own nodes alone',
      };
      return;
    }
    for (const { text, path } of locationsWith(subject, 'wildcard')) {
      yield { path, message: `hosted control planes of this cluster do not use the wildcard ${quote(text)}` };
    }
  },
});
