import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * Before OpenShift 4.20 a mirror `m.io/x/` became `m.io/x//repository`, and every pull through it failed
 * (DOMAIN 1.4).
 */
export default defineRule({
  id: 'no-trailing-slash',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SLASH'],
    summary: 'Disallow trailing slashes in sources and mirrors',
    why:
      'The API server rejects a trailing slash and reports only a regular expression. It accepts one in ' +
      'an ImageContentSourcePolicy: before OpenShift 4.16, every pull through a mirror with a trailing ' +
      'slash fails without fallback. Starting with 4.16, the slash stops the Machine Config Operator.',
    fix: 'Remove the trailing slash.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('quay.io/team/', ['mirror.example.com/team']),
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/']), version: '4.15.12' },
      ],
    },
  },

  check: (context) =>
    reportFaults(context, ['trailing-slash'], ({ text, role }) => `${role} ${quote(text)} ends with a slash`),
});
