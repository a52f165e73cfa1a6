import { quote } from '../../model/text/quote.ts';
import { isFormatDemanded } from '../context/format-law.ts';
import { faultsOf } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mirror is one place to pull from; only the source may stand for many. */
export default defineRule({
  id: 'no-wildcard-mirror',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-WILD-MIRROR'],
    summary: 'A mirror is one place, never a wildcard.',
    why: 'CRI-O puts the rest of the image name behind the mirror and pulls from there; a wildcard is no address. Only a source may be one.',
    fix: 'Name each mirror in full.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('*.apps.example.com', ['mirror.example.com/apps'])],
      invalid: [idms('team').mirror('quay.io/team', ['*.example.com'])],
    },
  },

  *check(context) {
    if (!isFormatDemanded(context)) return;
    for (const { role, text, path } of faultsOf(context.subject, ['wildcard'])) {
      if (role === 'mirror')
        yield { path, message: `${quote(text)} is a wildcard, and a mirror cannot be one` };
    }
  },
});
