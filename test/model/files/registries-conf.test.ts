import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import { clusterOf } from '../../support/cluster.ts';

describe('registries.conf', () => {
  it('is written byte for byte as the operator encodes it', () => {
    const state = clusterOf(
      [idms('d').mirror('b.io', ['a.io/m'], 'NeverContactSource'), itms('t').mirror('*.c.io', ['a.io/t'])],
      {
        imageConfig: { insecureRegistries: ['a.io', 'b.io'] },
      },
    );
    expect(
      ClusterModel.predict(state).registriesConf,
    ).toBe(`unqualified-search-registries = ["registry.access.redhat.com", "docker.io"]
short-name-mode = ""
additional-layer-store-auth-helper = ""

[[registry]]
  prefix = ""
  location = "b.io"
  insecure = true
  blocked = true

  [[registry.mirror]]
    location = "a.io/m"
    insecure = true
    pull-from-mirror = "digest-only"

[[registry]]
  prefix = "*.c.io"

  [[registry.mirror]]
    location = "a.io/t"
    insecure = true
    pull-from-mirror = "tag-only"

[[registry]]
  prefix = ""
  location = "a.io"
  insecure = true
`);
  });

  it('has one line less before 4.19', () => {
    const render = (version: string) =>
      ClusterModel.predict(clusterOf([idms('d')], { version })).registriesConf;
    expect(render('4.18')).toBe(
      'unqualified-search-registries = ["registry.access.redhat.com", "docker.io"]\nshort-name-mode = ""\n',
    );
    expect(render('4.19')).toContain('additional-layer-store-auth-helper = ""\n');
  });

  it('has one mirror-by-digest-only per registry in 4.12', () => {
    const text = ClusterModel.predict(
      clusterOf([icsp('p').mirror('b.io', ['a.io/m'])], { version: '4.12' }),
    ).registriesConf;
    expect(text).toContain(
      '  location = "b.io"\n  mirror-by-digest-only = true\n\n  [[registry.mirror]]\n    location = "a.io/m"\n',
    );
    expect(text).not.toContain('pull-from-mirror');
  });

  it('escapes quotes, backslashes and control characters', () => {
    const state = clusterOf([], { imageConfig: { insecureRegistries: ['a"b\\c\td\u007fé'] } });
    expect(ClusterModel.predict(state).registriesConf).toContain('location = "a\\"b\\\\c\\td\\u007fé"');
  });

  it('is the template of the nodes if no object exists, and undefined if the operator stops', () => {
    expect(ClusterModel.predict(clusterOf([])).registriesConf).toBe(
      "unqualified-search-registries = ['registry.access.redhat.com', 'docker.io']\n",
    );
    expect(
      ClusterModel.predict(clusterOf([icsp('p').mirror('a.io/', ['m.io'])])).registriesConf,
    ).toBeUndefined();
  });

  it.each([
    [{ insecureRegistries: [] }, true],
    [{ blockedRegistries: [] }, false],
    [{ blockedRegistries: ['a.io'] }, true],
    [{ allowedRegistries: ['a.io'] }, false],
  ])('is written for %j: %s', (imageConfig, isWritten) => {
    expect(ClusterModel.predict(clusterOf([], { imageConfig })).writesRegistriesConf).toBe(isWritten);
  });

  it('is not written for kinds that a release does not read', () => {
    const model = ClusterModel.predict(
      clusterOf([idms('d').mirror('a.io', ['m.io/a'])], { version: '4.12' }),
    );
    expect(model.writesRegistriesConf).toBe(false);
    expect(model.registries).toEqual([]);
  });
});
