import { isQualifiedHost } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import { dockerHubEndpoints } from '../context/location-traits.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Short forms of registries that have another name in image names. */
const hostAliases: Readonly<Record<string, string>> = {
  quay: 'quay.io',
  docker: 'docker.io',
  dockerhub: 'docker.io',
  ghcr: 'ghcr.io',
  gcr: 'gcr.io',
};

/**
 * CRI-O expands every image name before it looks up a source, and no expanded name starts with these hosts
 * (DOMAIN 7.1, 7.6).
 */
export default defineRule({
  id: 'no-unmatchable-source',
  meta: {
    category: 'pull',
    domain: ['SRC-NEVER-MATCHES'],
    summary: 'Disallow sources that match no image name',
    why:
      'CRI-O expands short names and replaces index.docker.io with docker.io before it looks up a ' +
      'source. An expanded name never starts with a host without a dot or port, or with index.docker.io. ' +
      'No pull uses the mirrors of such a source. The API endpoints of Docker Hub, registry-1.docker.io ' +
      'and registry.hub.docker.com, do not appear in image names either.',
    fix:
      'Write the source as the full image name starts, such as docker.io/library/nginx or ' +
      'registry.access.redhat.com/ubi9.',
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
        idms('hub').mirror('registry-1.docker.io/library', ['mirror.example.com/library']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, location } of locationsWith(subject, 'odd-host')) {
      if (role === 'mirror' || location.kind === 'wildcard' || location.port !== undefined) continue;
      const { host } = location;
      const rest = text.slice(host.length);
      if (dockerHubEndpoints.has(host)) {
        const advice = `image names contain docker.io instead. Write ${quote(`docker.io${rest}`)}`;
        yield { path, message: `source ${quote(text)} matches no image name; ${advice}` };
      } else if (!isQualifiedHost(location)) {
        const meant = Object.hasOwn(hostAliases, host) ? hostAliases[host] : undefined;
        const advice =
          meant === undefined ? 'write the full image name' : `did you mean ${quote(`${meant}${rest}`)}?`;
        const reason = `because its host ${quote(host)} has no dot and no port`;
        yield { path, message: `source ${quote(text)} matches no image name ${reason}; ${advice}` };
      }
    }
  },
});
