import { hasRealMirror, mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mistake of the image registry: its list of mirrors grows from entry to entry of an object (DOMAIN 8.5). */
export default defineRule({
  id: 'prefer-one-entry-for-pull-through',
  meta: {
    category: 'rollout',
    domain: ['R-PULLTHROUGH'],
    summary: 'For the pull-through of the internal registry, an object has one entry.',
    why: 'When the internal registry pulls an image through, it tries for an entry the mirrors of all entries before it in the same object as well. Nodes do not do so. It costs time, and an earlier mirror may have another image under the name.',
    fix: 'Nothing, unless ImageStreams with referencePolicy Local import from these sources; then give each entry an object of its own.',
    severity: 'audit',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('both')
          .mirror('quay.io/team', ['mirror.example.com/team'])
          .mirror('quay.io/other', ['mirror.example.com/other']),
      ],
    },
  },

  *check({ subject }) {
    const entries = subject.entries.filter(hasRealMirror).length;
    if (entries < 2) return;
    yield {
      path: ['spec', mirrorSetKinds[subject.kind].listField],
      message: `pull-through of the internal registry also tries, for each of the ${formatNumber(entries)} entries, the mirrors of those before it`,
    };
  },
});
