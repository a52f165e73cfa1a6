import { describe, expect, it } from '@jest/globals';
import { idms, image } from '../../../src/rules/example.ts';
import noStoppedOperator from '../../../src/rules/state/no-stopped-operator.ts';
import rule from '../../../src/rules/state/require-valid-registry-lists.ts';
import { check } from '../../support/check.ts';

const both =
  'allowedRegistries and blockedRegistries are both set; the API server rejects that even if a list is empty. Remove one list';

describe('require-valid-registry-lists', () => {
  it('denies both lists, as the API server does even if they are empty', () => {
    for (const lists of [
      { blockedRegistries: [], allowedRegistries: [] },
      { blockedRegistries: [], allowedRegistries: ['quay.io'] },
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

  it('leaves two lists with scopes to the rule about the stop', () => {
    const lists = { blockedRegistries: ['docker.io'], allowedRegistries: ['quay.io'] };
    expect(check(rule, image(lists))).toEqual([]);
    expect(check(noStoppedOperator, image(lists)).map(({ path }) => path)).toEqual([
      ['spec', 'registrySources', 'allowedRegistries'],
    ]);
  });

  it.each(['blockedRegistries', 'insecureRegistries', 'allowedRegistries'])(
    'leaves invalid scopes of %s to the rule about the stop, which reports their place',
    (list) => {
      const lists = { [list]: ['a.example.com', 'docker.*'] };
      expect(check(rule, image(lists))).toEqual([]);
      expect(check(noStoppedOperator, image(lists)).map(({ path }) => path)).toEqual([
        ['spec', 'registrySources', list, 1],
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
        '"quay.io/" of allowedRegistries has a trailing slash; it matches no image. Use "quay.io"',
      ],
    ]);
  });

  it('allows both lists before 4.18 if one is empty, because the API server accepts them', () => {
    const lists = image({ blockedRegistries: [], allowedRegistries: ['quay.io'] });
    expect(check(rule, lists, { version: '4.17.9' })).toReportNothing();
    expect(check(rule, lists, { version: '4.18.0' })).toReport({ message: both });
  });

  describe('starting with 4.23, whose schema has a pattern and limits', () => {
    const consequence = 'starting with OpenShift 4.23, the API server rejects it';
    const reject = (scope: string) =>
      `"${scope}" of blockedRegistries is not a valid scope; ${consequence}. Write host[:port][/path] or *.domain`;

    it.each(['quay.io/team:v1', ' quay.io', 'quay.io/', 'quay.io/Team'])('denies %j', (scope) => {
      const lists = image({ blockedRegistries: ['docker.io', scope] });
      expect(check(rule, lists, { version: '5.0.1' })).toReport({
        path: 'spec.registrySources.blockedRegistries[1]',
        message: reject(scope),
      });
    });

    it('denies scopes of more than 256 characters and lists of more than 1,024 scopes', () => {
      const long = `quay.io/${'a'.repeat(249)}`;
      const many = Array.from({ length: 1025 }, (_, index) => `r${index}.io`);
      const write = image({ insecureRegistries: [long], allowedRegistries: many });
      expect(check(rule, write, { version: '4.23.0' })).toReport(
        { message: /of insecureRegistries is longer than 256 characters; starting with OpenShift 4\.23/ },
        {
          path: 'spec.registrySources.allowedRegistries',
          message:
            'allowedRegistries has 1,025 scopes; starting with OpenShift 4.23, the API server rejects more ' +
            'than 1,024. Replace scopes by their registry or by a wildcard',
        },
      );
      const full = image({ insecureRegistries: [long.slice(0, -1)], allowedRegistries: many.slice(1) });
      expect(check(rule, full, { version: '4.23.0' })).toReportNothing();
      expect(check(rule, write, { version: '4.22.9' })).toReportNothing();
    });

    it('allows hosts, ports, paths and wildcards', () => {
      const lists = image({ blockedRegistries: ['docker.io', 'r.io:5000/a/b-c', '*.example.com', 'UP.io'] });
      expect(check(rule, lists, { version: '4.23.0' })).toReportNothing();
    });
  });

  it('reports only what a write introduces', () => {
    const before = image({ blockedRegistries: ['docker.io/'] });
    const after = image({ blockedRegistries: ['ghcr.io/', 'docker.io/'] });
    expect(check(rule, { before, subject: after }).map(({ about }) => about)).toEqual(['ghcr.io/']);
    expect(
      check(rule, {
        subject: idms('a').mirror('quay.io/a', ['m.example.com/a']),
        imageConfig: { blockedRegistries: ['docker.io/'] },
      }),
    ).toEqual([]);
  });
});
