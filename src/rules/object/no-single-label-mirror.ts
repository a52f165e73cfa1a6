import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * containers/image expands such a name to one on docker.io, detects that it changed, and fails the pull
 * (DOMAIN 7.5).
 */
export default defineRule({
  id: 'no-single-label-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-SINGLE-LABEL'],
    summary: 'Disallow mirror hosts without a dot or port',
    why:
      'The API server accepts mirror/team, but CRI-O interprets it as a repository of docker.io. Every ' +
      'pull of the source fails with "repository name must be canonical" before CRI-O contacts a ' +
      'registry. CRI-O tries neither the other mirrors nor the source.',
    fix: 'Write the full DNS name of the mirror registry, or add its port.',
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
        message:
          `mirror ${quote(text)} would make every pull of ${quote(entry.source)} fail without fallback; ` +
          `its host ${quote(location.host)} has no dot and no port; error: "repository name must be ` +
          'canonical". Write the full DNS name',
      };
    }
  },
});
