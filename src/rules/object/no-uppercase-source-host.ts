import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Never repaired: image names that are written in the same way do match (DOMAIN 7.2). */
export default defineRule({
  id: 'no-uppercase-source-host',
  meta: {
    category: 'pull',
    domain: ['SRC-CASE'],
    summary: 'The host of a source is in lower case.',
    why: 'CRI-O compares hosts letter by letter. Image names are nearly always written in lower case, and then do not match the source; the Machine Config Operator takes Quay.io and quay.io for two sources.',
    fix: 'Write the host in lower case, unless the image names really have upper-case letters.',
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
        message: `source ${quote(text)} does not match image names that write ${quote(host.toLowerCase())}: hosts are compared letter by letter`,
      };
    }
  },
});
