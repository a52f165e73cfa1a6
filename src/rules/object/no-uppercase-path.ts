import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Never repaired: whether the lower-case repository is the one that exists is for the admin to say (DOMAIN 11). */
export default defineRule({
  id: 'no-uppercase-path',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-UPPER-PATH'],
    summary: 'Repository paths are in lower case.',
    why: 'Image names with upper-case letters in the path do not exist: no pull would ever match, and no mirror could answer. The API server refuses the value with a regular expression.',
    fix: 'Write the path in lower case, as the repository is called in the registry.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['Mirror.example.com/team'])],
      invalid: [idms('team').mirror('quay.io/Team/App', ['mirror.example.com/team/app'])],
    },
  },

  check: (context) =>
    reportFaults(context, ['uppercase-path'], ({ text, fault }) => {
      return `${quote(text)} has upper-case letters in its path (${quote(fault.component)}), and repositories are lower-case`;
    }),
});
