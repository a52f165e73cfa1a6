import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Typical causes are quoted YAML, block scalars and templates. Most editors do not show it. */
export default defineRule({
  id: 'no-surrounding-whitespace',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SPACE'],
    summary: 'Disallow whitespace around sources and mirrors',
    why:
      'Spaces and line breaks become part of the location. The API server rejects them and reports only ' +
      'a regular expression, in which they are hard to see.',
    fix: 'Remove the whitespace. In YAML, a block scalar (| or >) adds a line break at the end.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('quay.io/team ', ['mirror.example.com/team']),
        idms('team').mirror('quay.io/team', ['mirror.example.com/team\n']),
      ],
    },
  },

  check: (context) =>
    reportFaults(
      context,
      ['whitespace'],
      ({ text, role, fault }) => `${role} ${quote(text)} ${fault.reason}`,
    ),
});
