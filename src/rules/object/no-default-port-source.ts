import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The default ports of clients. In image names they are compared as text (DOMAIN 7.6). */
const defaultPorts = ['443', '80'];

export default defineRule({
  id: 'no-default-port-source',
  meta: {
    category: 'pull',
    domain: ['SRC-PORT443'],
    summary: 'Disallow ports 443 and 80 in sources',
    why:
      'CRI-O compares names as text: quay.io:443/team matches only image names that contain :443. Almost ' +
      'no image name does, so nodes do not use the mirrors.',
    fix: 'Remove the port, unless the image names contain it.',
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
        message:
          `source ${quote(text)} matches only image names that contain ` +
          `":${location.port}"; remove the port`,
      };
    }
  },
});
