import { quoteSome } from '../context/across-objects.ts';
import { whereBlockingChanges } from '../context/node-views.ts';
import { payloadSourceOf } from '../context/payload-lists.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The operator blocks the registry of the payload only while the payload has a mirror elsewhere (DOMAIN 4.1).
 */
export default defineChangeRule({
  id: 'rollout-payload-unblocked',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-BLOCK-LOST'],
    summary: 'Warn if a change unblocks the registry of the release image',
    why:
      'Without a usable mirror for the release image, the operator drops the block so the cluster ' +
      'can still be upgraded. Only its log reports it: every image of the registry can be pulled ' +
      'again.',
    fix:
      'Keep a mirror for the release image outside of all blocked registries, or remove the block ' +
      'from image.config on purpose.',
    severity: 'warn',
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
          before: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          operation: 'DELETE',
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check(context) {
    const { before, after } = context.change;
    if (after.lists.dropped.length === 0 || after.problems.length > 0) return;
    const droppedBefore = new Set(before.lists.dropped);
    const lost = after.lists.dropped.filter((scope) => !droppedBefore.has(scope));
    // A registry that was also unblocked for another reason stays unblocked.
    if (!lost.some((scope) => before.lists.registriesBlocked.includes(scope))) return;
    const where = whereBlockingChanges(lost, context.change, context.facts);
    if (where === undefined) return;
    yield {
      ...context.fieldOf(payloadSourceOf(after) ?? ''),
      message:
        `this change unblocks ${quoteSome(lost, 2)}${where} although blockedRegistries lists ` +
        `${lost.length === 1 ? 'it' : 'them'}; the release image would have no mirror elsewhere, and the ` +
        'operator never blocks its own release image. Keep a mirror outside of all blocked registries',
    };
  },
});
