import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * No mutation fixes this, because mirrorguard cannot verify that the lowercase repository exists (DOMAIN 11).
 */
export default defineRule({
  id: 'no-uppercase-path',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-UPPER-PATH'],
    summary: 'Disallow uppercase letters in repository paths',
    why:
      'Repository names are lowercase: a source with uppercase letters matches no pull, and a pull ' +
      'through such a mirror fails. The API server rejects the value and reports only a regular ' +
      'expression.',
    fix: 'Write the path in lowercase, as in the registry.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['Mirror.example.com/team'])],
      invalid: [idms('team').mirror('quay.io/Team/App', ['mirror.example.com/team/app'])],
    },
  },

  check: (context) =>
    reportFaults(
      context,
      ['uppercase-path'],
      ({ text, role, fault }) =>
        `${role} ${quote(text)} has uppercase letters in the path ${quote(fault.component)}, ` +
        'but repository names are lowercase',
    ),
});
