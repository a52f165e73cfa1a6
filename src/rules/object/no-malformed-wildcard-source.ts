import { quote } from '../../model/text/quote.ts';
import { isFormatEnforced } from '../context/format-faults.ts';
import { faultsOf } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A wildcard matches hosts below a domain and nothing else. */
export default defineRule({
  id: 'no-malformed-wildcard-source',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-WILD-SRC'],
    summary: 'Disallow wildcard sources other than *.domain',
    why:
      'CRI-O compares a wildcard with the host only. The API server rejects a star in any other position ' +
      'and reports only a regular expression.',
    fix: 'Write *.example.com without a port or path, or list each source in full.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('*.example.com', ['mirror.example.org/all'])],
      invalid: [
        idms('team').mirror('*.example.com/team', ['mirror.example.org/team']),
        idms('team').mirror('quay.io/*', ['mirror.example.org/quay']),
      ],
    },
  },

  *check(context) {
    if (!isFormatEnforced(context)) return;
    for (const { role, text, path } of faultsOf(context.subject, ['wildcard'])) {
      if (role === 'source')
        yield {
          path,
          message:
            `source ${quote(text)} is not a valid wildcard; ` +
            'write a wildcard as *.example.com, without a port or path',
        };
    }
  },
});
