import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** What people say for registries that are called otherwise in image names. */
const nicknames: Readonly<Record<string, string>> = {
  quay: 'quay.io',
  docker: 'docker.io',
  dockerhub: 'docker.io',
  ghcr: 'ghcr.io',
  gcr: 'gcr.io',
};

/** CRI-O completes every image name before it looks for a source: no completed name begins like these (DOMAIN 7.1, 7.6). */
export default defineRule({
  id: 'no-unmatchable-source',
  meta: {
    category: 'pull',
    domain: ['SRC-NEVER-MATCHES'],
    summary: 'Sources begin with a host as it stands in complete image names.',
    why: 'CRI-O completes short names and turns index.docker.io into docker.io before it looks for a source. A host without dot and port, and index.docker.io, never stand in a complete name: no pull would use the mirrors.',
    fix: 'Write the source as the complete image name begins, such as docker.io/library/nginx or registry.access.redhat.com/ubi9.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('hub').mirror('docker.io/library', ['mirror.example.com/library']),
        idms('local').mirror('localhost/team', ['mirror.example.com/team']),
        idms('internal').mirror('registry:5000/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('ubi').mirror('ubi9', ['mirror.example.com/ubi9']),
        idms('hub').mirror('index.docker.io/library', ['mirror.example.com/library']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, location } of locationsWith(subject, 'odd-host')) {
      if (role === 'mirror' || location.kind === 'wildcard' || location.port !== undefined) continue;
      const isIndex = location.host === 'index.docker.io';
      if (isQualifiedHost(location) && !isIndex) continue;
      const meant = isIndex
        ? 'docker.io'
        : Object.hasOwn(nicknames, location.host)
          ? nicknames[location.host]
          : undefined;
      const advice =
        meant === undefined ? '' : `; did you mean ${quote(`${meant}${text.slice(location.host.length)}`)}?`;
      const reason = isIndex
        ? 'complete names say docker.io'
        : `its host ${quote(location.host)} has no dot and no port`;
      yield { path, message: `source ${quote(text)} never matches an image name: ${reason}${advice}` };
    }
  },
});
