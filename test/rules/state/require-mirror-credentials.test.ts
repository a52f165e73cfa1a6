import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-mirror-credentials.ts';
import { check } from '../../support/check.ts';

describe('require-mirror-credentials', () => {
  const facts = { pullSecretHosts: ['m.example.com'] };

  it('reports each host once', () => {
    const subject = idms('a')
      .mirror('quay.io/a', ['n.example.com/a', 'm.example.com:5000/a', 'm.example.com/a'])
      .mirror('quay.io/b', ['n.example.com/b']);
    expect(check(rule, subject, { facts })).toReport(
      { path: 'spec.imageDigestMirrors[0].mirrors[0]', message: /no credentials for "n.example.com"/ },
      { path: 'spec.imageDigestMirrors[0].mirrors[1]', message: /no credentials for "m.example.com:5000"/ },
    );
  });

  it('reports the service and the route of the internal registry like other hosts', () => {
    const hosts = [
      'default-route-openshift-image-registry.apps.lab.example.com',
      'image-registry.openshift-image-registry.svc:5000',
    ];
    const subject = idms('a').mirror(
      'quay.io/a',
      hosts.map((host) => `${host}/team/a`),
    );
    expect(check(rule, subject, { facts, version: '4.18.1' }).map(({ message }) => message)).toEqual(
      hosts.map(
        (host) =>
          `the global pull secret has no credentials for "${host}"; nodes use no others for mirrors; ` +
          'error: "authentication required". Add them',
      ),
    );
  });

  it('reports nothing for hosts of the pull secret, and for stored mirrors', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.example.com/a']), { facts })).toReportNothing();
    const before = idms('a').mirror('quay.io/a', ['n.example.com/a']);
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['n.example.com/a', 'm.example.com/a']), { facts, before }),
    ).toReportNothing();
  });

  it('reports nothing about the registry of an InternalReleaseImage', () => {
    const mirrors = ['api-int.lab.example.com:22625/ocp', 'localhost:22625/ocp'];
    expect(check(rule, idms('a').mirror('quay.io/a', mirrors), { facts })).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['api-int.lab.example.com:5000/ocp']), { facts }),
    ).toReport({
      message: /no credentials for "api-int\.lab\.example\.com:5000"/,
    });
  });

  it('names CRIOCredentialProviderConfig starting with 4.23', () => {
    const subject = idms('a').mirror('quay.io/a', ['n.example.com/a']);
    const message =
      'the global pull secret has no credentials for "n.example.com"; nodes use no others for mirrors';
    expect(check(rule, subject, { facts, version: '4.22.1' })).toReport({
      message: `${message}; error: "authentication required". Add them`,
    });
    expect(check(rule, subject, { facts, version: '5.0.1' })).toReport({
      message: `${message} unless a CRIOCredentialProviderConfig matches the image; error: "authentication required". Add them`,
    });
  });

  it('reports nothing if the pull secret is unknown, but reports an empty one', () => {
    const subject = idms('a').mirror('quay.io/a', ['n.example.com/a']);
    expect(check(rule, subject)).toReportNothing();
    expect(check(rule, subject, { facts: { pullSecretHosts: [] } })).toReport({});
  });
});
