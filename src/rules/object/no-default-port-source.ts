import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The ports that clients use when a name has none; in names they are text like any other (DOMAIN 7.6). */
const defaultPorts = ['443', '80'];

export default defineRule({
  id: 'no-default-port-source',
  meta: {
    category: 'pull',
    domain: ['SRC-PORT443'],
    summary: 'Sources do not spell out the port 443 or 80.',
    why: 'CRI-O compares names as text: quay.io:443/team covers only images that are written with :443. Almost none are, so the mirrors are not used.',
    fix: 'Remove the port, unless the image names really have it.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team')
          .mirror('quay.io/team', ['quay.io:443/copies'])
          .mirror('registry.example.com:5000', ['mirror.example.com']),
      ],
      invalid: [idms('team').mirror('quay.io:443/team', ['mirror.example.com/team'])],
    },
  },

  *check({ subject }) {
    for (const located of locationsWith(subject, 'port')) {
      const { text, role, location } = located;
      if (
        role === 'mirror' ||
        location.kind === 'wildcard' ||
        location.port === undefined ||
        !defaultPorts.includes(location.port)
      )
        continue;
      yield {
        path: located.path,
        message: `source ${quote(text)} matches only image names that are written with :${location.port}`,
      };
    }
  },
});
