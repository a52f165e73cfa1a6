import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Image names have no syntax for IPv6 literals that all parties agree on. */
export default defineRule({
  id: 'no-ipv6-address',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-IPV6'],
    summary: 'Registries are named, not given as IPv6 addresses.',
    why: 'The definitions have no room for brackets: the API server refuses the value with a regular expression.',
    fix: 'Give the registry a DNS name that leads to this address.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['10.0.0.1:5000/team'])],
      invalid: [idms('team').mirror('quay.io/team', ['[2001:db8::1]:5000/team'])],
    },
  },

  check: (context) =>
    reportFaults(context, ['ipv6'], ({ text, fault }) => {
      return `${quote(text)} holds the IPv6 address ${quote(fault.component)}, which is not supported; use a DNS name`;
    }),
});
