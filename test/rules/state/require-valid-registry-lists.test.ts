import { describe, expect, it } from '@jest/globals';
import { idms, image } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-valid-registry-lists.ts';
import { check } from '../../support/check.ts';

const both =
  'allowedRegistries and blockedRegistries are both set; only one of them may be set. Remove one list';

describe('require-valid-registry-lists', () => {
  it('denies both lists, as the API server does even if they are empty', () => {
    for (const lists of [
      { blockedRegistries: [], allowedRegistries: [] },
      { blockedRegistries: [], allowedRegistries: ['quay.io'] },
      { blockedRegistries: ['docker.io'], allowedRegistries: ['quay.io'] },
    ]) {
      expect(check(rule, image(lists))).toEqual([
        {
          object: expect.objectContaining({ kind: 'Image', name: 'cluster' }),
          path: ['spec', 'registrySources', 'blockedRegistries'],
          about: '',
          message: both,
          related: [
            { kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', 'allowedRegistries'] },
          ],
        },
      ]);
    }
    expect(check(rule, image({ allowedRegistries: ['quay.io'] }))).toEqual([]);
  });

  it.each(['blockedRegistries', 'insecureRegistries', 'allowedRegistries'])(
    'denies scopes of %s that stop the Machine Config Operator',
    (list) => {
      const violations = check(rule, image({ [list]: ['a.example.com', 'docker.*', ''] }));
      expect(violations.map(({ path, severity, message }) => [path.at(-1), severity, message])).toEqual([
        [
          1,
          undefined,
          `"docker.*" of ${list} is not a valid registry; the Machine Config Operator would stop applying mirror changes. Use host[:port][/path] or *.domain`,
        ],
        [
          2,
          undefined,
          `"" of ${list} is not a valid registry; the Machine Config Operator would stop applying mirror changes. Use host[:port][/path] or *.domain`,
        ],
      ]);
    },
  );

  it('warns of trailing slashes', () => {
    const lists = { allowedRegistries: ['quay.io/'], insecureRegistries: ['lab.example.com//'] };
    expect(
      check(rule, image(lists)).map(({ path, severity, message }) => [path.at(-2), severity, message]),
    ).toEqual([
      [
        'insecureRegistries',
        'warn',
        '"lab.example.com//" of insecureRegistries has a trailing slash; a mirror set with the source "lab.example.com" would make registries.conf unloadable. Use "lab.example.com"',
      ],
      [
        'allowedRegistries',
        'warn',
        '"quay.io/" of allowedRegistries matches no image because of its trailing slash. Use "quay.io"',
      ],
    ]);
  });

  it('reports only what a write introduces', () => {
    const before = image({ blockedRegistries: ['docker.*'] });
    const after = image({ blockedRegistries: ['ghcr.*', 'docker.*'] });
    expect(check(rule, { before, subject: after }).map(({ about }) => about)).toEqual(['ghcr.*']);
    expect(
      check(rule, {
        subject: idms('a').mirror('quay.io/a', ['m.example.com/a']),
        imageConfig: { blockedRegistries: ['docker.*'] },
      }),
    ).toEqual([]);
  });
});
