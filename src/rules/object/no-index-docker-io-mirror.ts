import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * containers/image rewrites the name to docker.io, detects that it changed, and fails the pull (DOMAIN 7.5).
 */
export default defineRule({
  id: 'no-index-docker-io-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-INDEXDOCKER'],
    summary: 'Disallow index.docker.io in mirrors',
    why:
      'CRI-O normalizes index.docker.io to docker.io and requires the mirror to be written in the ' +
      'normalized form. Every pull of the source fails with "repository name must be canonical"; CRI-O ' +
      'tries neither the other mirrors nor the source.',
    fix: 'Replace index.docker.io with docker.io.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['docker.io/team/copies'])],
      invalid: [idms('team').mirror('quay.io/team', ['index.docker.io/team/copies'])],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry, location } of locationsWith(subject, 'odd-host')) {
      if (
        role === 'source' ||
        location.kind === 'wildcard' ||
        location.host !== 'index.docker.io' ||
        location.port !== undefined
      )
        continue;
      yield {
        path,
        message:
          `mirror ${quote(text)} would make every pull of ${quote(entry.source)} fail without fallback; ` +
          'error: "repository name must be canonical"; ' +
          `write ${quote(text.replace('index.', ''))}`,
      };
    }
  },
});
