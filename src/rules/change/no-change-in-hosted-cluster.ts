import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const guest = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };

/** HyperShift writes the mirror set of a guest, and keeps others from it (DOMAIN 8.4). */
export default defineRule({
  id: 'no-change-in-hosted-cluster',
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-HOSTED'],
    summary: 'In a hosted cluster, mirrors are changed where its control plane is.',
    why: 'HyperShift writes ImageDigestMirrorSet cluster from the HostedCluster and puts its mirrors into the nodes; policies of its own let nobody else write mirror sets. A change made in the hosted cluster is refused or put back, and nodes do not see it.',
    fix: 'Change spec.imageContentSources of the HostedCluster, in the management cluster.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        idms('cluster').mirror('quay.io/team', ['mirror.example.com/team']),
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { platform: guest },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { platform: guest },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    if (facts.platform?.isHostedGuest !== true) return;
    if (subject.kind !== 'ImageDigestMirrorSet' && subject.name !== 'cluster') return;
    yield {
      path: [],
      message:
        'this is a hosted cluster: the change will be refused or put back. Its mirrors are spec.imageContentSources of the HostedCluster, in the management cluster',
    };
  },
});
