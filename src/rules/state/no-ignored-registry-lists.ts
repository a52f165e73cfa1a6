import type { NodeView } from '../../model/index/node-view.ts';
import { count } from '../../model/text/count.ts';
import { toRelated } from '../context/across-objects.ts';
import { contributionsToPayload, pathOfPayload } from '../context/payload-lists.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Before it blocks the registry of the payload, the operator asks for another way to the payload; where it cannot ask, it gives up the lists (DOMAIN 4.3). */
export default defineRule({
  id: 'no-ignored-registry-lists',
  requires: ['nodes'],
  // Without the release image nothing is taken to contain the payload.
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-LISTS-VANISH'],
    summary: 'The operator can tell whether a blocked payload has a usable mirror.',
    why: 'When a blocked registry contains the release image, the operator looks for a mirror of it. If that fails, because a mirror cannot be used or a wildcard is in the way, it goes on as if blockedRegistries and allowedRegistries were empty: every image can be pulled again, and only its debug log says so.',
    fix: 'Correct the mirrors of the release image, so that names behind them are valid; or do not put a blocked registry inside a wildcard source.',
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
          subject: icsp('release').mirror('quay.io/openshift-release-dev', ['mirror/release']),
          imageConfig: { blockedRegistries: ['quay.io', 'docker.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (!isLost(after) || isLost(before)) return;
    const { blockedRegistries = [], allowedRegistries = [] } = after.surroundings.imageConfig;
    const lists = [
      ...(blockedRegistries.length > 0
        ? [count(blockedRegistries.length, 'blocked registry', 'blocked registries')]
        : []),
      ...(allowedRegistries.length > 0 ? ['the list of allowed registries'] : []),
    ].join(' and ');
    yield {
      path: pathOfPayload(subject, after),
      message: `nodes would ignore ${lists} of image.config, and nothing would say so. The operator fails to find the mirrors of the release image: ${after.lists.failure?.message ?? ''}`,
      related: toRelated(contributionsToPayload(after)),
      key: 'lost',
    };
  },
});

/** Where the operator stops altogether, the nodes keep the lists that they have; a rule of its own says that. */
function isLost({ lists, problems }: NodeView): boolean {
  return lists.failure?.kind === 'probe-failed' && problems.length === 0;
}
