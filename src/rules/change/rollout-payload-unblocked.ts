import { quoteSome } from '../context/across-objects.ts';
import { pathOfPayload } from '../context/payload-lists.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The operator blocks the registry of the payload only as long as the payload has a mirror elsewhere (DOMAIN 4.1). */
export default defineRule({
  id: 'rollout-payload-unblocked',
  requires: ['nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-BLOCK-LOST'],
    summary: 'A blocked registry that contains the release image stays blocked.',
    why: 'Without a usable mirror for the release image the operator drops the block, so that the cluster can still be upgraded. Nothing but its log says so: every image of the registry can be pulled again.',
    fix: 'Keep a mirror for the release image outside of all blocked registries, or give up the block on purpose, in image.config.',
    severity: 'warn',
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
          before: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          operation: 'DELETE',
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (after.lists.dropped.length === 0) return;
    const droppedBefore = new Set(before.lists.dropped);
    const lost = after.lists.dropped.filter((scope) => !droppedBefore.has(scope));
    // What was not blocked for another reason is not lost.
    const isBlockedBefore = lost.some((scope) => before.lists.registriesBlocked.includes(scope));
    if (!isBlockedBefore || after.problems.length > 0) return;
    yield {
      path: pathOfPayload(subject, after),
      message: `${quoteSome(lost, 2)} would no longer be blocked, although blockedRegistries has ${lost.length === 1 ? 'it' : 'them'}. The release image would have no mirror outside, and the operator never blocks the way to it`,
    };
  },
});
