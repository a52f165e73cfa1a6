import { quoteSome, toRelated } from '../context/across-objects.ts';
import { whereBlockingChanges } from '../context/node-views.ts';
import { contributionsToPayload, isPayloadAlone, payloadSourceOf } from '../context/payload-lists.ts';
import { adviseAboutBlock } from '../context/release-advice.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A block in image.config takes effect when the payload gets its first mirror (DOMAIN 4.1). */
export default defineChangeRule({
  id: 'rollout-payload-blocked',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-BLOCK-GAINED'],
    summary: 'Warn if a mirror for the release image makes a registry blocked',
    why:
      'While the release image has no usable mirror, the operator leaves a blocked registry that ' +
      'contains it unblocked. With the first mirror the block takes effect: nodes reject images of ' +
      'the registry, also those of the components of the release unless they have mirrors ' +
      'elsewhere.',
    fix:
      'Make sure that nothing is pulled from the registry any more, including the components of the ' +
      'release; or remove it from blockedRegistries and use NeverContactSource.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['docker.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check(context) {
    const { before, after } = context.change;
    // If the operator stops, or nodes reject everything, another rule reports the more severe effect.
    if (before.lists.dropped.length === 0 || after.problems.length > 0 || isPayloadAlone(after)) return;
    const blocked = new Set(after.lists.registriesBlocked);
    const gained = before.lists.dropped.filter((scope) => blocked.has(scope));
    const where = whereBlockingChanges(gained, context.change, context.facts);
    if (where === undefined) return;
    yield {
      ...context.fieldOf(payloadSourceOf(after) ?? ''),
      message:
        `this change blocks ${quoteSome(gained, 2)} on ${where === '' ? 'all nodes' : `nodes${where}`}: ` +
        `blockedRegistries lists ${gained.length === 1 ? 'it' : 'them'}, and the release image now has a ` +
        'mirror. Only the repository of the release image stays allowed. ' +
        `${adviseAboutBlock(after)} if images are still pulled from there`,
      related: toRelated(contributionsToPayload(after)),
    };
  },
});
