import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** containers/image rewrites the name to docker.io, sees that it has changed, and gives up on the pull (DOMAIN 7.5). */
export default defineRule({
  id: 'no-index-docker-io-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-INDEXDOCKER'],
    summary: 'Docker Hub as a mirror is called docker.io.',
    why: 'index.docker.io is another name of docker.io, and CRI-O insists on the first. Every pull of the source fails with "repository name must be canonical"; the other mirrors and the source are not tried either.',
    fix: 'Write docker.io, as image names do, in place of index.docker.io.',
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
      const advice = `write ${quote(text.replace('index.', ''))}`;
      yield {
        path,
        message: `with mirror ${quote(text)} all pulls of ${quote(entry.source)} would fail, without fallback; ${advice}`,
      };
    }
  },
});
