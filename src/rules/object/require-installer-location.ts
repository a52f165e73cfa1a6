import { parseCanonicalReference } from '../../model/location/image-reference.ts';
import { isValidLocation, type LocationRole } from '../../model/location/location.ts';
import { entryPath } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import { documentsOf } from '../context/input-index.ts';
import { defineRule } from '../define-rule.ts';
import { type ExampleObject, idms } from '../example.ts';
import type { Violation } from '../finding.ts';

/** The installer parses sources and mirrors as image names, unlike the API server (DOMAIN 8.3). */
export default defineRule({
  id: 'require-installer-location',
  uses: ['inputDocuments'],
  meta: {
    category: 'manifest',
    domain: ['FMT-INSTALLER'],
    summary: 'Require sources and mirrors of an install-config that the installer accepts',
    why:
      'The installer accepts a host, or a repository in the form in which nodes pull it. It rejects ' +
      'wildcards and docker.io with one path component, which the API server accepts in a mirror set. The ' +
      'installation does not start.',
    fix:
      'Write docker.io alone or with two path components. List registries instead of a wildcard, or add ' +
      'the wildcard as an ImageDigestMirrorSet manifest.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [
        inInstallConfig(
          idms('image-digest-mirror').mirror('docker.io/library/nginx', ['mirror.example.com:5000']),
        ),
        idms('team').mirror('*.example.com', ['mirror.example.com/team']),
      ],
      invalid: [
        inInstallConfig(
          idms('image-digest-mirror').mirror('docker.io/library', ['mirror.example.com/library']),
        ),
        inInstallConfig(idms('image-digest-mirror').mirror('*.example.com', ['mirror.example.com/all'])),
      ],
    },
  },

  *check({ subject, facts }) {
    const documents = documentsOf(subject, facts.inputDocuments ?? []);
    const own = documents.find(({ object }) => object === subject.written);
    if (own?.isInstallConfig !== true) return;
    for (const entry of subject.entries) {
      const path = entryPath(subject.kind, entry);
      yield* findRejected(entry.source, 'source', [...path, 'source']);
      for (const [index, mirror] of entry.mirrors.entries())
        yield* findRejected(mirror, 'mirror', [...path, 'mirrors', index]);
    }
  },
});

function inInstallConfig(subject: ExampleObject) {
  const { kind, name, object } = subject;
  const position = 'install-config.yaml:1';
  const apiVersion = 'config.openshift.io/v1';
  return {
    subject,
    documents: [{ apiVersion, kind, name, position, object, isInstallConfig: true as const }],
  };
}

/** Other rules report malformed values. */
function* findRejected(text: string, role: LocationRole, path: FieldPath): Iterable<Violation> {
  if (!isValidLocation(text, role) || isAccepted(text)) return;
  yield { path, message: `the installer rejects the ${role} ${quote(text)}; ${explain(text)}` };
}

/** A canonical repository, or a host with an optional port. */
function isAccepted(text: string): boolean {
  if (!text.includes('/')) return /^[a-z0-9.-]+(?::[0-9]+)?$/.test(text);
  return parseCanonicalReference(text).kind === 'reference';
}

function explain(text: string): string {
  if (text.startsWith('*.')) return 'an install-config cannot have wildcards. List the registries';
  const [host = '', ...path] = text.split('/');
  if (path.length === 0) return `host names are in lower case. Write ${quote(host.toLowerCase())}`;
  if (host === 'docker.io')
    return 'docker.io needs two path components, or none. Write docker.io, or each repository';
  return 'it is not the name with which nodes pull an image. Write the full name of the registry';
}
