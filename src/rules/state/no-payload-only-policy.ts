import { quote } from '../../model/text/quote.ts';
import { viewsWithoutFile } from '../context/node-views.ts';
import { participantsOf } from '../context/participants.ts';
import { contributionsToPayload, isPayloadAlone, payloadBlocks } from '../context/payload-lists.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * To allow a blocked payload, the operator adds it to the allowed registries, and then policy.json rejects
 * every other registry (DOMAIN 4.3).
 */
export default defineStateRule({
  id: 'no-payload-only-policy',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-POLICY-REJECT-ALL'],
    summary: 'Disallow a policy.json that accepts only the release image',
    why:
      'If blockedRegistries names exactly the repository of the release image and that repository ' +
      'gets a mirror, policy.json accepts this repository and rejects every other image. No pod ' +
      'with another image starts any more, on any node.',
    fix:
      'Remove the repository of the release image from blockedRegistries first. NeverContactSource ' +
      'blocks it without that effect.',
    severity: 'deny',
    since: '0.1.0',
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

  *check(context) {
    const { cluster } = context;
    if (!isPayloadAlone(cluster)) return;
    const affected = viewsWithoutFile(context.views(), 'policyJson');
    if (affected.views.length === 0) return;
    const payload = quote(cluster.lists.payloadRepository ?? '');
    yield {
      identity: '',
      about: '',
      involves: [...participantsOf(contributionsToPayload(cluster)), ...payloadBlocks(cluster)],
      causes: affected.pools,
      message:
        `every node${affected.where} would reject all images except ${payload}; ` +
        'blockedRegistries names just that repository, and its mirror turns the block into a list of ' +
        'allowed registries. Remove it from blockedRegistries first',
    };
  },
});
