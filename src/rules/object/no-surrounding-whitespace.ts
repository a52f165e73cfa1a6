import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Comes from quoted YAML, block scalars and templates; invisible in most editors. */
export default defineRule({
  id: 'no-surrounding-whitespace',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-SPACE'],
    summary: 'Sources and mirrors have no whitespace around them.',
    why: 'Blanks and line breaks become part of the location. The API server refuses them with a regular expression, in which they are hard to see.',
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
    reportFaults(context, ['whitespace'], ({ text, fault }) => `${quote(text)} ${fault.reason}`),
});
