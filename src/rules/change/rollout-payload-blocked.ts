import { quoteSome, toRelated } from '../context/across-objects.ts';
import { contributionsToPayload, isPayloadAlone, pathOfPayload } from '../context/payload-lists.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A block that image.config has had for long springs into effect with the first mirror of the payload (DOMAIN 4.1). */
export default defineRule({
  id: 'rollout-payload-blocked',
  requires: ['nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-BLOCK-GAINED'],
    summary: 'Adding a mirror for the release image does not block a registry.',
    why: 'As long as the release image has no usable mirror, the operator leaves a blocked registry that contains it unblocked. With the first mirror the block takes effect: images of the registry are rejected from then on, those of the components of the release as well unless they are somewhere else.',
    fix: 'Make sure that nothing is pulled from the registry any more, the components of the release included; or take it out of blockedRegistries and use NeverContactSource.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (before.lists.dropped.length === 0) return;
    // Where the operator stops, or rejects everything, a graver rule tells it.
    if (after.problems.length > 0 || isPayloadAlone(after)) return;
    const blocked = new Set(after.lists.registriesBlocked);
    const gained = before.lists.dropped.filter((scope) => blocked.has(scope));
    if (gained.length === 0) return;
    yield {
      path: pathOfPayload(subject, after),
      message: `${quoteSome(gained, 2)} ${gained.length === 1 ? 'becomes' : 'become'} blocked on all nodes with this: blockedRegistries has ${gained.length === 1 ? 'it' : 'them'}, and the release image has a mirror now. Only the repository of the release image itself stays allowed`,
      related: toRelated(contributionsToPayload(after)),
    };
  },
});
