import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findStructureProblems } from '../../../src/kubernetes/structure/structure.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';

const problemsOf = (...[kind, object]: Parameters<typeof findStructureProblems>) =>
  findStructureProblems(kind, object).map(({ path, message }) => `${formatFieldPath(path)} ${message}`);

const withEntries = (...entries: readonly unknown[]) => ({ spec: { imageDigestMirrors: entries } });

describe('the structure of an object', () => {
  it('is right for what the kinds prescribe', () => {
    expect(
      problemsOf(
        'ImageDigestMirrorSet',
        idms('a').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource').object,
      ),
    ).toEqual([]);
    expect(problemsOf('ImageTagMirrorSet', itms('a').mirror('quay.io/x').object)).toEqual([]);
    expect(problemsOf('ImageContentSourcePolicy', icsp('a').mirror('', ['', '']).object)).toEqual([]);
  });

  it('is right for an empty spec, and for strings that are no locations', () => {
    expect(problemsOf('ImageDigestMirrorSet', { spec: {} })).toEqual([]);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'https://*', mirrors: [''] }))).toEqual(
      [],
    );
  });

  it('needs a spec and a source', () => {
    expect(problemsOf('ImageDigestMirrorSet', {})).toEqual(['spec is missing, and must be an object']);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ mirrors: [] }))).toEqual([
      'spec.imageDigestMirrors[0].source is missing, and must be a string that names a registry, an organisation or a repository',
    ]);
  });

  it('says what was expected and what came', () => {
    expect(
      problemsOf(
        'ImageDigestMirrorSet',
        withEntries(null, { source: 'a.io', mirrors: 'm.io' }, { source: 7, mirrors: ['m.io', {}, true] }),
      ),
    ).toEqual([
      'spec.imageDigestMirrors[0] must be an object with source and mirrors, and is null',
      'spec.imageDigestMirrors[1].mirrors must be a list of strings, and is the string "m.io"',
      'spec.imageDigestMirrors[2].source must be a string that names a registry, an organisation or a repository, and is the number 7',
      'spec.imageDigestMirrors[2].mirrors[1] must be a string, and is an object',
      'spec.imageDigestMirrors[2].mirrors[2] must be a string, and is the boolean true',
    ]);
  });

  it.each([null, '', 'x', 7, []])('is wrong for %j as an object', (object) => {
    expect(problemsOf('ImageTagMirrorSet', object)).toHaveLength(1);
  });

  it('is about the object itself where nothing of it can be looked at', () => {
    expect(findStructureProblems('ImageTagMirrorSet', null)).toEqual([
      { path: [], message: 'the object itself must be an object, and is null' },
    ]);
  });

  it('refuses null where a list or an object belongs, as the API server does', () => {
    expect(problemsOf('ImageDigestMirrorSet', { spec: null })).toEqual([
      'spec must be an object, and is null',
    ]);
    expect(problemsOf('ImageDigestMirrorSet', { spec: { imageDigestMirrors: null } })).toHaveLength(1);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'a.io', mirrors: null }))).toHaveLength(
      1,
    );
  });

  it.each(['', 'Never', null, 3])(
    'knows two values of mirrorSourcePolicy, and %j is neither',
    (mirrorSourcePolicy) => {
      expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'a.io', mirrorSourcePolicy }))).toEqual(
        [
          expect.stringContaining(
            'spec.imageDigestMirrors[0].mirrorSourcePolicy must be NeverContactSource or AllowContactingSource, or left out, and is',
          ),
        ],
      );
    },
  );

  it('leaves mirrorSourcePolicy alone in an ImageContentSourcePolicy, whose schema does not know it', () => {
    expect(
      problemsOf('ImageContentSourcePolicy', {
        spec: { repositoryDigestMirrors: [{ source: 'a.io', mirrorSourcePolicy: 3 }] },
      }),
    ).toEqual([]);
  });

  it('looks at the metadata that is read, and lets null stand for absent there', () => {
    expect(
      problemsOf('ImageDigestMirrorSet', { metadata: { name: null, annotations: null }, spec: {} }),
    ).toEqual([]);
    expect(problemsOf('ImageDigestMirrorSet', { metadata: { annotations: [] }, spec: {} })).toEqual([
      'metadata.annotations must be an object of strings, and is a list',
    ]);
  });

  it('tells fifty problems, all of them', () => {
    expect(findStructureProblems('ImageDigestMirrorSet', withEntries(...Array(50).fill(null)))).toHaveLength(
      50,
    );
  });

  it('counts the problems beyond fifty', () => {
    const problems = problemsOf('ImageDigestMirrorSet', withEntries(...Array(100_000).fill(null)));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe(
      'spec.imageDigestMirrors and 99950 more places have not the shape they should have',
    );
  });

  it('takes names of Object.prototype for the plain keys they are', () => {
    const entry = JSON.parse('{"__proto__":{"source":"a.io"},"constructor":1}');
    expect(problemsOf('ImageDigestMirrorSet', withEntries(entry))).toHaveLength(1);
  });

  it('never throws, and finds nothing wrong exactly where every part has its type', () => {
    const isString = (value: unknown) => typeof value === 'string';
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({ source: fc.anything(), mirrors: fc.oneof(fc.array(fc.anything()), fc.anything()) }),
            fc.anything(),
          ),
        ),
        (entries) => {
          const clean = JSON.parse(JSON.stringify(withEntries(...entries)));
          const right = clean.spec.imageDigestMirrors.every(
            (entry: Record<string, unknown> | null) =>
              typeof entry === 'object' &&
              entry !== null &&
              !Array.isArray(entry) &&
              isString(entry.source) &&
              (entry.mirrors === undefined ||
                (Array.isArray(entry.mirrors) && entry.mirrors.every(isString))) &&
              entry.mirrorSourcePolicy === undefined,
          );
          expect(findStructureProblems('ImageDigestMirrorSet', clean).length === 0).toBe(right);
        },
      ),
    );
  });
});
