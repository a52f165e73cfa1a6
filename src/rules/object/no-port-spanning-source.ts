import { parseLocation } from '../../model/location/location.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { publicRegistries } from '../context/public-registries.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Matching ends at `/`, `:` or `@`, so a host also matches itself with any port, and the port then stands in the path (DOMAIN 7.2, 7.5). */
export default defineRule({
  id: 'no-port-spanning-source',
  meta: {
    category: 'pull',
    domain: ['SRC-PORTQUIRK'],
    summary: 'A source that is a host is not used with other ports of that host.',
    why: 'CRI-O also matches host:5000/app with the source host, and writes the port into the path of the mirror. That is no image name, and the pull fails without fallback.',
    fix: 'Nothing, unless images are pulled from other ports of the host: then give each port an entry of its own.',
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
        message: `pulls from other ports of ${quote(entry.source)} would fail: ${quote(`${entry.source}:5000/app`)} would become ${quote(broken)}`,
      };
    }
  },
});
