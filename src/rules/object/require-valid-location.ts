import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Reports faults without a more specific rule: the first invalid part of the host, the port or the path. */
export default defineRule({
  id: 'require-valid-location',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-OTHER'],
    summary: 'Require sources and mirrors in the form host[:port][/path]',
    why:
      'The API server rejects any other form and reports only a regular expression of 300 characters. In ' +
      'an ImageContentSourcePolicy it accepts any form: an invalid value breaks pulls or, starting with ' +
      'OpenShift 4.16, stops the Machine Config Operator.',
    fix:
      'Write host[:port][/path]. Use letters, digits, dots and inner hyphens in the host, and a-z, 0-9 ' +
      'and single separators in the path.',
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
      if (fault.kind === 'empty') return `the ${role} is empty; write host[:port][/path]`;
      const place = fault.kind === 'path' ? 'path component' : fault.kind;
      const position = `character ${fault.at + 1}`;
      const advice = fault.reason.includes('; ') ? '' : '; write host[:port][/path]';
      return (
        `${role} ${quote(text)} is invalid: the ${place} ${quote(fault.component)} (${position}) ` +
        `${fault.reason}${advice}`
      );
    }),
});
