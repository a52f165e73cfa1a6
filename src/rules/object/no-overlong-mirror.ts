import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** containers/image refuses names beyond this length (DOMAIN 7.5). */
const longestName = 255;

/** Leaves room for the rest of an image name behind the mirror. */
const longestMirror = 230;

/** `a.example.com/aaa…`, of this length. */
const mirrorOf = (length: number) => `m.example.com/${'a'.repeat(length - 'm.example.com/'.length)}`;

export default defineRule({
  id: 'no-overlong-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-LONG'],
    summary: 'Mirrors leave room for the rest of the image name.',
    why: 'CRI-O accepts names of up to 255 characters. If the mirror and the rest of the image name are longer, the pull fails; the other mirrors and the source are not tried either.',
    fix: 'Shorten the path of the mirror to fewer than 230 characters.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', [mirrorOf(longestMirror)])],
      invalid: [idms('team').mirror('quay.io/team', [mirrorOf(longestMirror + 1)])],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry } of locationsWith(subject, 'long')) {
      if (role === 'source' || text.length <= longestMirror) continue;
      const isHopeless = text.length > longestName;
      const consequence = isHopeless
        ? `all pulls of ${quote(entry.source)} would fail, without fallback`
        : `pulls of ${quote(entry.source)} can fail, without fallback`;
      yield {
        path,
        message: `${consequence}: the mirror has ${text.length} characters, and a whole image name may have ${longestName}`,
        ...(isHopeless ? { severity: 'deny' as const } : {}),
      };
    }
  },
});
