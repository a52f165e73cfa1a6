import { describe, expect, it } from '@jest/globals';
import { type ExampleObject, icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-installer-location.ts';
import { check } from '../../support/check.ts';

/** The findings about an object that an install-config becomes. */
function findingsIn(subject: ExampleObject, isInstallConfig = true) {
  const { kind, name, object } = subject;
  const document = { apiVersion: 'v1', kind, name, position: 'i.yaml:1', object };
  const documents = [isInstallConfig ? { ...document, isInstallConfig: true as const } : document];
  return check(rule, subject, { documents });
}

describe('require-installer-location', () => {
  it.each([
    'docker.io',
    'docker.io/library/nginx',
    'quay.io',
    'quay.io/team',
    'registry.example.com:5000',
    'localhost/app',
    'UPPER.example.com/app',
    '10.0.0.1:5000/app',
  ])('accepts the source %j, as the installer does', (source) => {
    expect(findingsIn(idms('a').mirror(source, ['m.example.com']))).toReportNothing();
  });

  const oneComponent = 'docker.io needs two path components, or none. Write docker.io, or each repository';

  it.each([
    ['docker.io/library', oneComponent],
    ['docker.io/busybox', oneComponent],
    ['*.example.com', 'an install-config cannot have wildcards. List the registries'],
    ['Quay.io', 'host names are in lower case. Write "quay.io"'],
    [
      'index.docker.io/a/b',
      'it is not the name with which nodes pull an image. Write the full name of the registry',
    ],
    [
      'registry/app',
      'it is not the name with which nodes pull an image. Write the full name of the registry',
    ],
  ])('denies the source %j', (source, advice) => {
    expect(findingsIn(idms('a').mirror(source, ['m.example.com']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: `the installer rejects the source "${source}"; ${advice}`,
    });
  });

  it('denies a mirror, also in the deprecated list', () => {
    const subject = icsp('image-policy').mirror('quay.io/app', ['m.example.com/app', 'docker.io/app']);
    expect(findingsIn(subject)).toReport({
      path: 'spec.repositoryDigestMirrors[0].mirrors[1]',
      message: `the installer rejects the mirror "docker.io/app"; ${oneComponent}`,
    });
  });

  it('leaves malformed values to other rules', () => {
    const subject = idms('a').mirror('https://quay.io', ['*.example.com', 'm.example.com/a:v1']);
    expect(findingsIn(subject)).toReportNothing();
  });

  it('reports nothing about a mirror set, which the API server accepts', () => {
    const subject = idms('image-digest-mirror').mirror('docker.io/library', ['m.example.com/a']);
    expect(findingsIn(subject, false)).toReportNothing();
  });
});
