import { isQualifiedHost, parseLocation } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * CRI-O appends the rest of the image name to the mirror; for a pull of exactly the source, no name is left
 * (DOMAIN 7.5).
 */
export default defineRule({
  id: 'no-bare-host-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-BAREHOST'],
    summary: 'Disallow mirrors without a path for sources with a path',
    why:
      'CRI-O replaces the source with the mirror and appends the rest of the image name. For a pull of ' +
      'exactly the source, only the mirror host is left, which is not an image name: the pull fails, and ' +
      'CRI-O tries neither the other mirrors nor the source. Pulls of images below the source work, but ' +
      'use locations without the path of the source.',
    fix:
      'Add the path under which the mirror registry stores the images, usually the same path as in the ' +
      'source.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        idms('all').mirror('quay.io', ['mirror.example.com']),
      ],
      invalid: [idms('team').mirror('quay.io/team/app', ['mirror.example.com:5000'])],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry, location } of locationsWith(subject, 'without-path')) {
      if (role === 'source' || location.kind !== 'host' || !isQualifiedHost(location)) continue;
      // no-shallow-docker-io-mirror reports docker.io, where a mirror with one component also fails.
      if (location.host === 'docker.io' && location.port === undefined) continue;
      const source = parseLocation(entry.source, 'source');
      if (source?.kind !== 'repository') continue;
      yield {
        path,
        message:
          `mirror ${quote(text)} has no path, so a pull of exactly ${quote(entry.source)} would fail ` +
          'without fallback; error: "repository name must be canonical"; add the repository path to the ' +
          'mirror',
        // Images of an organization are always below its path, and the documentation of Red Hat has such an
        // entry.
        ...(source.path.includes('/') ? {} : { severity: 'audit' as const }),
      };
    }
  },
});
