import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** CRI-O refuses to load a registries.conf whose locations carry a scheme, and the API server's pattern has no room for one. */
export default defineRule({
  id: 'no-scheme',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SCHEME'],
    summary: 'Sources and mirrors have no scheme.',
    why: 'A source or mirror names a registry or repository, not a URL: whether TLS is used is decided by image.config. The API server refuses a scheme with a regular expression, and a registries.conf that holds one does not load.',
    fix: 'Write host[:port][/path] without https:// or http://.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('https://quay.io/team', ['mirror.example.com/team']),
        icsp('team').mirror('quay.io/team', ['http://mirror.example.com:5000/team/']),
      ],
    },
  },

  check: (context) =>
    reportFaults(
      context,
      ['scheme'],
      ({ text, fault }) => `${quote(text)} begins with the scheme ${quote(fault.component)}`,
    ),
});
