import { quoteSome } from '../context/across-objects.ts';
import { participantsOf } from '../context/participants.ts';
import { blocksAroundPayload, contributionsToPayload, payloadBlocks } from '../context/payload-lists.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The operator allows the payload once for each blocked scope that contains it, and then treats the result as
 * a list of allowed registries (DOMAIN 4.3).
 */
export default defineStateRule({
  id: 'no-clashing-payload-blocks',
  requires: ['imageConfig'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-TWO-PAYLOAD-SCOPES'],
    summary: 'Disallow several blocked registries that contain a mirrored release image',
    why:
      'With a mirror for the release image, the operator allows it in addition to the block. Two ' +
      'blocked scopes that contain it, or a list of allowed registries in addition, make the ' +
      'operator fail with "only one of AllowedRegistries or BlockedRegistries may be specified". No ' +
      'mirror or registry change reaches a node any more, and only the log of the operator reports ' +
      'it.',
    fix: 'Keep only the broadest of the blocked scopes in image.config before you add the mirror.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io', 'quay.io/openshift-release-dev'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check({ cluster }) {
    const { policy } = cluster;
    if (policy.kind !== 'failed') return;
    if (!policy.problems.some(({ kind }) => kind === 'allowed-and-blocked')) return;
    const blocks = blocksAroundPayload(cluster);
    // Another rule reports the case that both lists are set.
    if (blocks.length === 0) return;
    const reason =
      blocks.length > 1
        ? `${quoteSome(blocks, 2)} of blockedRegistries contain the mirrored release image`
        : `${quoteSome(blocks)} of blockedRegistries contains the mirrored release image, and ` +
          'allowedRegistries is set';
    yield {
      identity: '',
      about: '',
      involves: [...participantsOf(contributionsToPayload(cluster)), ...payloadBlocks(cluster)],
      causes: blocks,
      message:
        `${reason}; the Machine Config Operator would stop applying mirror changes: ` +
        `"only one of AllowedRegistries or BlockedRegistries may be specified". ${
          blocks.length > 1 ? 'Keep only the broadest of them' : 'Remove one of the lists'
        }`,
    };
  },
});
