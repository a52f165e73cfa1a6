import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** What no rule with a name of its own explains: the first offending part of the host, the port, or the path. */
export default defineRule({
  id: 'require-valid-location',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-OTHER'],
    summary: 'Sources and mirrors are host[:port][/path].',
    why: 'The API server refuses anything else with a regular expression of 300 characters that does not say what is wrong. An ImageContentSourcePolicy may hold it, and stops the Machine Config Operator from OpenShift 4.16 on.',
    fix: 'Write host[:port][/path]: the host from letters, digits, dots and inner hyphens; the path from a-z, 0-9 and single separators.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team/app_a.b-c__d', ['mirror.example.com:5000/team'])],
      invalid: [
        idms('team').mirror('quay_io/team', ['mirror.example.com/team']),
        idms('team').mirror('quay.io/team', ['mirror.example.com:port/team']),
        idms('team').mirror('quay.io//team', ['mirror.example.com/team']),
        icsp('team').mirror('', ['mirror.example.com/team']),
      ],
    },
  },

  check: (context) =>
    reportFaults(context, ['empty', 'host', 'port', 'path'], ({ text, role, fault }) => {
      if (fault.kind === 'empty') return `the ${role} is empty: ${quote(text)} names no registry`;
      const place = fault.kind === 'path' ? 'path component' : fault.kind;
      return `${quote(text)} is not host[:port][/path]: the ${place} ${quote(fault.component)} (character ${fault.at + 1}) ${fault.reason}`;
    }),
});
