import { quote } from '../../model/text/quote.ts';
import { toRelated } from '../context/across-objects.ts';
import { contributionsToPayload, isPayloadAlone, pathOfPayload } from '../context/payload-lists.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** To let a blocked payload through, the operator allows it; allowed alone means that everything else is not (DOMAIN 4.3). */
export default defineRule({
  id: 'no-payload-only-policy',
  requires: ['nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-POLICY-REJECT-ALL'],
    summary: 'The nodes accept other images than the release image.',
    why: 'If blockedRegistries names exactly the repository of the release image and that repository gets a mirror, policy.json accepts this repository and rejects every other image. No pod with another image starts any more, on any node.',
    fix: 'Take the repository of the release image out of blockedRegistries first. NeverContactSource keeps nodes from it without that.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev/ocp-release', [
            'mirror.example.com/release',
          ]),
          imageConfig: { blockedRegistries: ['quay.io/openshift-release-dev/ocp-release', 'docker.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev/ocp-release', [
            'mirror.example.com/release',
          ]),
          imageConfig: { blockedRegistries: ['quay.io/openshift-release-dev/ocp-release'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (!isPayloadAlone(after) || isPayloadAlone(before)) return;
    yield {
      path: pathOfPayload(subject, after),
      message: `every node would reject all images except ${quote(after.lists.payloadRepository ?? '')}. blockedRegistries names just that repository, and its mirror turns the block into "nothing else is allowed"`,
      related: toRelated(contributionsToPayload(after)),
      key: 'payload-alone',
    };
  },
});
