import { quote } from '../../model/text/quote.ts';
import { isFormatDemanded } from '../context/format-law.ts';
import { faultsOf } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A wildcard stands for hosts below a domain, and for nothing else. */
export default defineRule({
  id: 'no-malformed-wildcard-source',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-WILD-SRC'],
    summary: 'A wildcard source is *. and a domain, without port and path.',
    why: 'CRI-O matches a wildcard against the host only. The API server refuses every other place of the star with a regular expression.',
    fix: 'Write *.example.com, or name each source in full.',
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
    if (!isFormatDemanded(context)) return;
    for (const { role, text, path } of faultsOf(context.subject, ['wildcard'])) {
      if (role === 'source')
        yield {
          path,
          message: `${quote(text)} is no usable wildcard: only *.example.com is, without port and path`,
        };
    }
  },
});
