import { readsKind } from '../../model/operator-behavior.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Deprecated, but every release still reads it (DOMAIN 1.1). */
export default defineRule({
  id: 'prefer-image-digest-mirror-set',
  // Not `requires`: only 4.12 and earlier lack the newer kind.
  uses: ['clusterVersion'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-DEPRECATED'],
    summary: 'Prefer ImageDigestMirrorSet over the deprecated ImageContentSourcePolicy',
    why:
      'ImageContentSourcePolicy is deprecated. It has no mirrorSourcePolicy, and the API server does not ' +
      'check its values. Before OpenShift 4.16, an invalid value is stored and breaks pulls or the next ' +
      'upgrade.',
    fix:
      'Convert the object with `mirrorguard migrate` or `oc adm migrate icsp`, create the ' +
      'ImageDigestMirrorSet, then delete the ImageContentSourcePolicy. In this order, no node is ' +
      'drained.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.12.45' },
      ],
      invalid: [icsp('team').mirror('quay.io/team', ['mirror.example.com/team'])],
    },
  },

  *check({ subject, facts }) {
    if (subject.kind !== 'ImageContentSourcePolicy') return;
    const version = facts.clusterVersion?.version;
    if (version !== undefined && !readsKind(version, 'ImageDigestMirrorSet')) return;
    yield {
      path: [],
      message:
        'ImageContentSourcePolicy is deprecated; convert it to an ImageDigestMirrorSet with ' +
        '`mirrorguard migrate` or `oc adm migrate icsp`',
    };
  },
});
