import type { Location } from '../../model/location/location.ts';
import { effectivePolicy, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { publicRegistries } from '../context/public-registries.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Pulls of everything that the registry has are redirected, mirrored or not. */
export default defineRule({
  id: 'no-broad-source',
  meta: {
    category: 'pull',
    domain: ['SRC-BROAD'],
    summary: 'Sources are as narrow as what is mirrored.',
    why: 'Every pull from the registry tries the mirrors first, for images that were never mirrored too. With NeverContactSource these fail: nothing outside the mirror can be pulled any more.',
    fix: 'Name the organizations or repositories that are mirrored. In a disconnected cluster a whole registry is fine.',
    severity: 'warn',
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
      const isBlocked = effectivePolicy(entry) === 'NeverContactSource';
      const consequence = isBlocked
        ? ', and with NeverContactSource nothing outside the mirrors can be pulled from it'
        : ': images that are not mirrored are looked for in the mirrors first';
      const extent = location.kind === 'wildcard' ? 'every registry below the domain' : 'the whole registry';
      yield {
        path,
        message: `source ${quote(text)} covers ${extent}${consequence}`,
        ...(isBlocked ? {} : { severity: 'audit' as const }),
      };
    }
  },
});

/** A public registry as a whole, or all hosts of a top-level domain. */
function isBroad(location: Location): boolean {
  if (location.kind === 'wildcard') return !location.suffix.includes('.');
  return location.kind === 'host' && location.port === undefined && publicRegistries.has(location.host);
}
