import type { Location } from '../../model/location/location.ts';
import { effectivePolicy, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { publicRegistries } from '../context/public-registries.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const advice = 'Name the organizations that are mirrored';

/** The entry redirects every pull from the registry, including images that are not mirrored. */
export default defineRule({
  id: 'no-broad-source',
  meta: {
    category: 'pull',
    domain: ['SRC-BROAD'],
    summary: 'Disallow public registries and top-level domains as sources',
    why:
      'For each pull from the registry, nodes try the mirrors first, even if the image was never ' +
      'mirrored. With NeverContactSource, they do not try the registry afterwards, and images that are ' +
      'not mirrored cannot be pulled.',
    fix:
      'Name the organizations or repositories that are mirrored. No action is required in a disconnected ' +
      'cluster that mirrors the whole registry.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        idms('internal').mirror('registry.example.com', ['mirror.example.com']),
      ],
      invalid: [
        idms('quay').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
        idms('quay').mirror('quay.io', ['mirror.example.com/quay']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, entry, location } of locationsWith(subject, 'without-path')) {
      if (role === 'mirror' || !isBroad(location) || !hasRealMirror(entry)) continue;
      const consequence =
        effectivePolicy(entry) === 'NeverContactSource'
          ? 'with NeverContactSource, nodes cannot pull images that are not mirrored'
          : 'nodes try the mirrors first for images that are not mirrored too';
      const extent = location.kind === 'wildcard' ? 'every registry below the domain' : 'the whole registry';
      yield { path, message: `source ${quote(text)} covers ${extent}; ${consequence}. ${advice}` };
    }
  },
});

/** A whole public registry, or all hosts of a top-level domain. */
function isBroad(location: Location): boolean {
  if (location.kind === 'wildcard') return !location.suffix.includes('.');
  return location.kind === 'host' && location.port === undefined && publicRegistries.has(location.host);
}
