import type { NodeView } from '../../model/index/node-view.ts';
import { quoteSome, toRelated } from '../context/across-objects.ts';
import { blocksAroundPayload, contributionsToPayload, pathOfPayload } from '../context/payload-lists.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The operator allows the payload once for each blocked scope around it, and then takes that for a list of allowed registries (DOMAIN 4.3). */
export default defineRule({
  id: 'no-clashing-payload-blocks',
  requires: ['nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-TWO-PAYLOAD-SCOPES'],
    summary:
      'At most one blocked registry contains the mirrored release image, and none beside a list of allowed registries.',
    why: 'With a mirror for the release image the operator allows it beside the block. Two blocked scopes around it, or a list of allowed registries in addition, make it fail with "only one of AllowedRegistries or BlockedRegistries may be specified": no mirror or registry change reaches a node any more, and nothing but its log says so.',
    fix: 'Leave one of the blocked scopes, the broader one, in image.config before the mirror is added.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (!isClashing(after) || isClashing(before)) return;
    const blocks = blocksAroundPayload(after);
    const reason =
      blocks.length > 1
        ? `${quoteSome(blocks, 2)} of blockedRegistries all contain the release image`
        : `${quoteSome(blocks)} of blockedRegistries contains the release image, and allowedRegistries is set too`;
    yield {
      path: pathOfPayload(subject, after),
      message: `the operator would stop applying all mirror changes: ${reason}. With a mirror for that image it ends up with allowed and blocked registries at once, which it refuses`,
      related: toRelated(contributionsToPayload(after)),
      key: 'clashing',
    };
  },
});

function isClashing({ policy }: NodeView): boolean {
  return policy.kind === 'failed' && policy.problems.some(({ kind }) => kind === 'allowed-and-blocked');
}
