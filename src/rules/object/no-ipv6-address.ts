import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The CRD patterns do not allow brackets, and without brackets the last group looks like a port. */
export default defineRule({
  id: 'no-ipv6-address',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-IPV6'],
    summary: 'Disallow IPv6 addresses in sources and mirrors',
    why:
      'The CRD patterns do not allow IPv6 addresses. The API server rejects the value and reports only a ' +
      'regular expression.',
    fix: 'Use a DNS name that resolves to the address.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['10.0.0.1:5000/team'])],
      invalid: [idms('team').mirror('quay.io/team', ['[2001:db8::1]:5000/team', '2001:db8::1/team'])],
    },
  },

  check: (context) =>
    reportFaults(
      context,
      ['ipv6'],
      ({ text, role, fault }) =>
        `${role} ${quote(text)} contains the IPv6 address ${quote(fault.component)}, but IPv6 addresses ` +
        'cannot be used; use a DNS name',
    ),
});
