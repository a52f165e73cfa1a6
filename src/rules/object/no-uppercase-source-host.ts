import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** No mutation fixes this: image names with the same uppercase letters match (DOMAIN 7.2). */
export default defineRule({
  id: 'no-uppercase-source-host',
  meta: {
    category: 'pull',
    domain: ['SRC-CASE'],
    summary: 'Disallow uppercase letters in source hosts',
    why:
      'CRI-O compares hosts case-sensitively. Image names are almost always lowercase and do not match ' +
      'the source. The Machine Config Operator treats Quay.io and quay.io as two sources.',
    fix: 'Write the host in lowercase, unless the image names contain the uppercase letters.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['Mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('Quay.io/team', ['mirror.example.com/team']),
        idms('team').mirror('*.Example.com', ['mirror.example.com/all']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, location } of locationsWith(subject, 'upper-case-host')) {
      if (role === 'mirror') continue;
      const host = location.kind === 'wildcard' ? location.suffix : location.host;
      yield {
        path,
        message:
          `source ${quote(text)} does not match image names with ${quote(host.toLowerCase())}, because ` +
          'nodes compare hosts case-sensitively; write the host in lowercase',
      };
    }
  },
});
