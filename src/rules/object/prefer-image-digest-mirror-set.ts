import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Deprecated, and still read by every release (DOMAIN 1.1). */
export default defineRule({
  id: 'prefer-image-digest-mirror-set',
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-DEPRECATED'],
    summary: 'Mirrors for pulls by digest stand in ImageDigestMirrorSets.',
    why: 'ImageContentSourcePolicy is deprecated. It has no mirrorSourcePolicy, and the API server does not check its values, so that a mistake is only found when the operator stops at it.',
    fix: 'Create an ImageDigestMirrorSet with the same entries (`oc adm migrate icsp`), then delete the ImageContentSourcePolicy: done in this order, no node is drained.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [icsp('team').mirror('quay.io/team', ['mirror.example.com/team'])],
    },
  },

  *check({ subject }) {
    if (subject.kind !== 'ImageContentSourcePolicy') return;
    yield {
      path: [],
      message:
        'ImageContentSourcePolicy is deprecated: create an ImageDigestMirrorSet with the same entries instead',
    };
  },
});
