import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The CRD patterns accept any digits as a port. */
export default defineRule({
  id: 'require-usable-port',
  meta: {
    category: 'pull',
    domain: ['FMT-PORT'],
    summary: 'Require ports from 1 to 65535 without leading zeros',
    why:
      'The API server accepts any digits as a port, and the Machine Config Operator writes them to the ' +
      'nodes. A connection to such a mirror fails, and no image name matches such a source.',
    fix: 'Write the port on which the registry listens.',
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
      const consequence = role === 'source' ? 'no image name can match it' : 'nodes cannot connect to it';
      yield {
        path: located.path,
        message:
          `port ${quote(location.port)} of ${role} ${quote(text)} is invalid, so ${consequence}; use 1 to ` +
          '65535',
      };
    }
  },
});

function isUsable(port: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535;
}
