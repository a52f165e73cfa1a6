import { parseLocation } from '../../model/location/location.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { publicRegistries } from '../context/public-registries.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * A match ends at `/`, `:` or `@`. A host therefore also matches itself with any port, and the port becomes
 * part of the path (DOMAIN 7.2, 7.5).
 */
export default defineRule({
  id: 'no-port-spanning-source',
  meta: {
    category: 'pull',
    domain: ['SRC-PORTQUIRK'],
    summary: 'Disallow host sources that break pulls from other ports',
    why:
      'CRI-O also matches host:5000/app with the source host. It then appends the port to the path of ' +
      'the mirror. The result is not an image name, and the pull fails without fallback.',
    fix:
      'No action is required unless images are pulled from other ports of the host. In that case, add an ' +
      'entry for each port.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('all').mirror('registry.example.com', ['mirror.example.com']),
        idms('all').mirror('registry.example.com:5000', ['mirror.example.com/all']),
      ],
      invalid: [idms('all').mirror('registry.example.com', ['mirror.example.com/all'])],
    },
  },

  *check({ subject }) {
    for (const { role, entry, location: source } of locationsWith(subject, 'without-path')) {
      if (
        role === 'mirror' ||
        source.kind !== 'host' ||
        source.port !== undefined ||
        publicRegistries.has(source.host)
      )
        continue;
      const mirror = entry.mirrors.find((text) => parseLocation(text, 'mirror')?.kind === 'repository');
      if (mirror === undefined) continue;
      const broken = `${mirror}:5000/app`;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message:
          `pulls from other ports of ${quote(entry.source)} would fail; nodes would rewrite ` +
          `${quote(`${entry.source}:5000/app`)} to ${quote(broken)}; error: "invalid reference format". ` +
          'Add an entry for each port',
      };
    }
  },
});
