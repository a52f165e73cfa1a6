import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** containers/image rejects longer names (DOMAIN 7.5). */
const maxNameLength = 255;

/** Leaves room for the rest of the image name after the mirror. */
const maxMirrorLength = 230;

/** `m.example.com/aaa…` with this length. */
const mirrorOf = (length: number) => `m.example.com/${'a'.repeat(length - 'm.example.com/'.length)}`;

export default defineRule({
  id: 'no-overlong-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-LONG'],
    summary: 'Disallow mirrors that leave too little room for image names',
    why:
      'CRI-O accepts names of up to 255 characters. If the mirror and the rest of the image name are ' +
      'longer, the pull fails, and CRI-O tries neither the other mirrors nor the source.',
    fix: 'Shorten the mirror to at most 230 characters.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', [mirrorOf(maxMirrorLength)])],
      invalid: [idms('team').mirror('quay.io/team', [mirrorOf(maxMirrorLength + 1)])],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry } of locationsWith(subject, 'long')) {
      if (role === 'source' || text.length <= maxMirrorLength) continue;
      const exceedsLimit = text.length > maxNameLength;
      const consequence = exceedsLimit
        ? `every pull of ${quote(entry.source)} would fail without fallback`
        : `pulls of ${quote(entry.source)} can fail without fallback`;
      yield {
        path,
        message:
          `the mirror has ${text.length} characters, but a whole image name can have at most ` +
          `${maxNameLength}; ${consequence}. Shorten the mirror to at most ${maxMirrorLength} characters`,
        ...(exceedsLimit ? { severity: 'deny' as const } : {}),
      };
    }
  },
});
