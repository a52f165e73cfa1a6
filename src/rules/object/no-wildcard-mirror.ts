import { quote } from '../../model/text/quote.ts';
import { isFormatEnforced } from '../context/format-faults.ts';
import { faultsOf } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mirror is one location; only a source can match many. */
export default defineRule({
  id: 'no-wildcard-mirror',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-WILD-MIRROR'],
    summary: 'Disallow wildcard mirrors',
    why:
      'CRI-O appends the rest of the image name to the mirror and pulls from the result. A wildcard is ' +
      'not an address. Only a source can be a wildcard.',
    fix: 'List each mirror in full.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('*.apps.example.com', ['mirror.example.com/apps'])],
      invalid: [idms('team').mirror('quay.io/team', ['*.example.com'])],
    },
  },

  *check(context) {
    if (!isFormatEnforced(context)) return;
    for (const { role, text, path } of faultsOf(context.subject, ['wildcard'])) {
      if (role === 'mirror')
        yield {
          path,
          message:
            `mirror ${quote(text)} is a wildcard, but a mirror must be a single ` +
            'location; write it in full',
        };
    }
  },
});
