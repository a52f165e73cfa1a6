import { defineRule } from '../define-rule.ts';
import { idms, image, itms } from '../example.ts';
import type { Violation } from '../finding.ts';
import { isMirrorSetWrite } from '../subject.ts';

const guest = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };

/** HyperShift writes the mirror set of a hosted cluster and denies others (DOMAIN 8.4). */
export default defineRule({
  id: 'no-change-in-hosted-cluster',
  uses: ['platform'],
  silentWithout: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-HOSTED'],
    summary: 'Disallow mirror sets and changes of Image cluster in a hosted cluster',
    why:
      'In a hosted cluster, HyperShift writes ImageDigestMirrorSet cluster from the HostedCluster, and its ' +
      'admission policies deny every other ImageDigestMirrorSet, ImageTagMirrorSet and ' +
      'ImageContentSourcePolicy. They also deny updates and deletions of Image cluster. NodePools roll out ' +
      'the mirrors, not MachineConfigPools.',
    fix:
      'Set spec.imageContentSources of the HostedCluster in the management cluster, and ' +
      'spec.configuration.image for the registry lists. On ROSA, use rosa create image-mirror.',
    severity: 'deny',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy', 'Image'],
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [idms('cluster').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { platform: guest },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { platform: guest },
        },
        {
          subject: image({ blockedRegistries: ['docker.io'] }),
          before: image({}),
          facts: { platform: guest },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    if (facts.platform?.isHostedGuest !== true || facts.platform.isHostedSpec === true) return;
    const { operation } = subject;
    if (!isMirrorSetWrite(subject)) {
      // Every hosted cluster has the object; the policy of HyperShift is for updates and deletions.
      if (operation !== 'CREATE') yield imageFinding;
      return;
    }
    const isOwn = subject.kind === 'ImageDigestMirrorSet' && subject.name === 'cluster';
    yield {
      path: [],
      message:
        `HyperShift ${isOwn ? 'overwrites' : 'denies'} ${subject.kind} ${subject.name} in a hosted ` +
        'cluster; set spec.imageContentSources of the HostedCluster in the management cluster (on ROSA: ' +
        'rosa create image-mirror)',
      ...(isOwn ? { severity: 'warn' as const } : {}),
    };
  },
});

/** HyperShift itself writes the object, and the rule does not know the user. */
const imageFinding: Violation = {
  path: [],
  message:
    'HyperShift denies changes of Image cluster in a hosted cluster; set spec.configuration.image of the ' +
    'HostedCluster in the management cluster',
  severity: 'warn',
};
