import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** containers/image completes such a name to one on docker.io, sees that it has changed, and gives up on the pull (DOMAIN 7.5). */
export default defineRule({
  id: 'no-single-label-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-SINGLE-LABEL'],
    summary: 'The host of a mirror has a dot or a port.',
    why: 'The API server accepts mirror/team, but CRI-O reads its first part as a repository of docker.io and fails with "repository name must be canonical" before it contacts any registry. The other mirrors and the source are not tried either.',
    fix: 'Write the full DNS name of the mirror registry, or its port.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', [
          'mirror.example.com/team',
          'mirror:5000/team',
          'localhost/team',
        ]),
      ],
      invalid: [idms('team').mirror('quay.io/team', ['mirror/team'])],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry, location } of locationsWith(subject, 'odd-host')) {
      if (role === 'source' || location.kind === 'wildcard' || isQualifiedHost(location)) continue;
      yield {
        path,
        message: `with mirror ${quote(text)} all pulls of ${quote(entry.source)} would fail, without fallback: its host ${quote(location.host)} has no dot and no port`,
      };
    }
  },
});
