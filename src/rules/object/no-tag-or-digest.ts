import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** Mirrors are prefixes: CRI-O takes the tag or digest from the pull, not from the configuration. */
export default defineRule({
  id: 'no-tag-or-digest',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-TAGDIGEST'],
    summary: 'Disallow tags and digests in sources and mirrors',
    why:
      'An entry redirects every pull below its source, with any tag or digest. It cannot redirect a ' +
      'single image. The API server rejects the value and reports only a regular expression.',
    fix: 'Remove the tag or digest.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team/app', ['mirror.example.com/team/app']),
        idms('team').mirror('registry.example.com:5000', ['mirror.example.com:5000']),
      ],
      invalid: [
        itms('team').mirror('quay.io/team/app:v1', ['mirror.example.com/team/app']),
        idms('team').mirror('quay.io/team/app', ['mirror.example.com/team/app@sha256:0123']),
      ],
    },
  },

  check: (context) =>
    reportFaults(
      context,
      ['tag-or-digest'],
      ({ text, role, fault }) =>
        `${role} ${quote(text)} must name a repository or registry, but ${quote(fault.component)} ` +
        `${fault.reason}`,
    ),
});
