import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Before OpenShift 4.20 a mirror `m.io/x/` became `m.io/x//repository` and every pull through it failed (DOMAIN 1.4). */
export default defineRule({
  id: 'no-trailing-slash',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SLASH'],
    summary: 'Sources and mirrors do not end with a slash.',
    why: 'The API server refuses the slash with a regular expression. An ImageContentSourcePolicy may still hold one, and stops the Machine Config Operator from OpenShift 4.16 on.',
    fix: 'Remove the slash at the end.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('quay.io/team/', ['mirror.example.com/team']),
        icsp('team').mirror('quay.io/team', ['mirror.example.com/']),
      ],
    },
  },

  check: (context) =>
    reportFaults(context, ['trailing-slash'], ({ text }) => `${quote(text)} ends with a slash`),
});
