import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * CRI-O does not load a registries.conf with a scheme in a location, and the CRD patterns do not allow one.
 */
export default defineRule({
  id: 'no-scheme',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SCHEME'],
    summary: 'Disallow schemes in sources and mirrors',
    why:
      'A source or mirror names a registry or repository and is not a URL. The API server rejects a ' +
      'scheme and reports only a regular expression. CRI-O does not load a registries.conf that contains ' +
      'one.',
    fix:
      'Write host[:port][/path] without https:// or http://. To use a registry without TLS, add it to ' +
      'insecureRegistries in image.config.',
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
      ({ text, role, fault }) => `${role} ${quote(text)} starts with the scheme ${quote(fault.component)}`,
    ),
});
