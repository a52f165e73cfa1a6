import { hasRealMirror, mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A defect of the image registry: its list of mirrors grows with each entry of an object (DOMAIN 8.5). */
export default defineRule({
  id: 'prefer-one-entry-for-pull-through',
  meta: {
    category: 'rollout',
    domain: ['R-PULLTHROUGH'],
    summary: 'Prefer one entry per object for pull-through of the internal registry',
    why:
      'When the internal registry pulls an image through, it tries the mirrors of all earlier entries of ' +
      'the same object before those of the matching entry. Nodes do not. The pull takes longer, and an ' +
      'earlier mirror can serve another image with the same name.',
    fix:
      'No action is required unless ImageStreams with referencePolicy Local import from these sources. ' +
      'In that case, create one object for each entry.',
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
      message:
        `pull-through of the internal registry also tries the mirrors of earlier entries for each of the ` +
        `${formatNumber(entries)} entries`,
    };
  },
});
