import { isQualifiedHost, parseLocation } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The rest of the image name is put behind the mirror, and of the source itself nothing is left to put there (DOMAIN 7.5). */
export default defineRule({
  id: 'no-bare-host-mirror',
  meta: {
    category: 'pull',
    domain: ['MIR-BAREHOST'],
    summary: 'A source with a path has mirrors with a path.',
    why: 'A pull of exactly the source becomes the mirror host alone, which is no image: the pull fails, and neither the other mirrors nor the source are tried. Images below the source work, but lose its path.',
    fix: 'Give the mirror the path under which it keeps the images of the source, most often the same path.',
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
      // docker.io has a rule of its own: there one component is too little as well.
      if (location.host === 'docker.io' && location.port === undefined) continue;
      if (parseLocation(entry.source, 'source')?.kind !== 'repository') continue;
      yield {
        path,
        message: `a pull of exactly ${quote(entry.source)} would fail, without fallback: mirror ${quote(text)} has no path, so no image name is left`,
      };
    }
  },
});
