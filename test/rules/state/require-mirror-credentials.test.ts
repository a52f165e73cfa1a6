import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-mirror-credentials.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

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

  it('reports a stored host for another source, but not for one more object with a stored source', () => {
    const cluster = [idms('a').mirror('quay.io/a', ['n.example.com/a'])];
    const tags = (source: string) => itms('tags').mirror(source, ['n.example.com/x']);
    expect(check(rule, tags('quay.io/a'), { facts, cluster })).toReportNothing();
    expect(check(rule, tags('quay.io/b'), { facts, cluster })).toReport({
      path: 'spec.imageTagMirrors[0].mirrors[0]',
    });
  });

  describe('with files of MachineConfigs', () => {
    const cluster = [idms('a').mirror('quay.io/a', ['n.example.com/a'])];

    it('reports the mirrors of a drop-in, and those of mirror sets that nodes of another pool use', () => {
      const own = dropIn(registryTable('quay.io/a', ['o.example.com/a']));
      expect(checkState(rule, { cluster, facts: { ...facts, ...own } })).toReport(
        { path: 'spec.imageDigestMirrors[0].mirrors[0]', message: /for "n\.example\.com";/ },
        { path: 'spec.config.storage.files[0].path', message: /for "o\.example\.com";/ },
      );
    });

    it('reports nothing if files of all pools override the source, or registries.conf', () => {
      const table = registryTable('quay.io/a', ['m.example.com/a']);
      for (const files of [
        dropIn(table, ['master', 'worker']),
        poolFiles({ '/etc/containers/registries.conf': table }),
      ])
        expect(checkState(rule, { cluster, facts: { ...facts, ...files } })).toReportNothing();
    });
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
