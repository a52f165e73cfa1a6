import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The API server's pattern takes any digits for a port. */
export default defineRule({
  id: 'require-usable-port',
  meta: {
    category: 'pull',
    domain: ['FMT-PORT'],
    summary: 'Ports are numbers from 1 to 65535 without leading zeros.',
    why: 'Any digits are accepted as a port and written to the nodes; there the connection fails, or, in a source, no image name ever matches.',
    fix: 'Write the port that the registry listens on.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com:65535/team'])],
      invalid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com:65536/team']),
        idms('team').mirror('registry.example.com:0443/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    for (const located of locationsWith(subject, 'port')) {
      const { text, role, location } = located;
      if (location.kind === 'wildcard' || location.port === undefined || isUsable(location.port)) continue;
      const consequence = role === 'source' ? 'no image name can match it' : 'pulls from it cannot connect';
      yield {
        path: located.path,
        message: `port ${quote(location.port)} of ${quote(text)} is not usable, so ${consequence}`,
      };
    }
  },
});

function isUsable(port: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535;
}
