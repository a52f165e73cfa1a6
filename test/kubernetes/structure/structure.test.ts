import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findStructureProblems } from '../../../src/kubernetes/structure/structure.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { icsp, idms, itms } from '../../../src/rules/example.ts';

const problemsOf = (...[kind, object]: Parameters<typeof findStructureProblems>) =>
  findStructureProblems(kind, object).map(({ path, message }) => `${formatFieldPath(path)} ${message}`);

const withEntries = (...entries: readonly unknown[]) => ({ spec: { imageDigestMirrors: entries } });

describe('findStructureProblems', () => {
  it('allows objects that match the schema', () => {
    expect(
      problemsOf(
        'ImageDigestMirrorSet',
        idms('a').mirror('quay.io/x', ['m.io/x'], 'NeverContactSource').object,
      ),
    ).toEqual([]);
    expect(problemsOf('ImageTagMirrorSet', itms('a').mirror('quay.io/x').object)).toEqual([]);
    expect(problemsOf('ImageContentSourcePolicy', icsp('a').mirror('', ['', '']).object)).toEqual([]);
  });

  it('allows an empty spec, and strings that are not locations', () => {
    expect(problemsOf('ImageDigestMirrorSet', { spec: {} })).toEqual([]);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'https://*', mirrors: [''] }))).toEqual(
      [],
    );
  });

  it('requires spec and source', () => {
    expect(problemsOf('ImageDigestMirrorSet', {})).toEqual(['spec spec must be an object, but is missing']);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ mirrors: [] }))).toEqual([
      'spec.imageDigestMirrors[0].source source must be a string that names a registry, an organization or a repository, but is missing',
    ]);
  });

  it('names the field, the expected and the actual value', () => {
    expect(
      problemsOf(
        'ImageDigestMirrorSet',
        withEntries(null, { source: 'a.io', mirrors: 'm.io' }, { source: 7, mirrors: ['m.io', {}, true] }),
      ),
    ).toEqual([
      'spec.imageDigestMirrors[0] imageDigestMirrors[0] must be an object with source and mirrors, but is null',
      'spec.imageDigestMirrors[1].mirrors mirrors must be a list of strings, but is the string "m.io"',
      'spec.imageDigestMirrors[2].source source must be a string that names a registry, an organization or a repository, but is the number 7',
      'spec.imageDigestMirrors[2].mirrors[1] mirrors[1] must be a string, but is an object',
      'spec.imageDigestMirrors[2].mirrors[2] mirrors[2] must be a string, but is the boolean true',
    ]);
  });

  it.each([null, '', 'x', 7, []])('reports %j as an object', (object) => {
    expect(problemsOf('ImageTagMirrorSet', object)).toHaveLength(1);
  });

  it('reports the manifest itself if it is not an object', () => {
    expect(findStructureProblems('ImageTagMirrorSet', null)).toEqual([
      { path: [], message: 'the manifest must be an object, but is null' },
    ]);
  });

  it('reports null instead of a list or an object, as the API server does', () => {
    expect(problemsOf('ImageDigestMirrorSet', { spec: null })).toEqual([
      'spec spec must be an object, but is null',
    ]);
    expect(problemsOf('ImageDigestMirrorSet', { spec: { imageDigestMirrors: null } })).toHaveLength(1);
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'a.io', mirrors: null }))).toHaveLength(
      1,
    );
  });

  it.each(['', 'Never', null, 3])('reports %j as mirrorSourcePolicy', (mirrorSourcePolicy) => {
    expect(problemsOf('ImageDigestMirrorSet', withEntries({ source: 'a.io', mirrorSourcePolicy }))).toEqual([
      expect.stringContaining(
        'mirrorSourcePolicy must be NeverContactSource or AllowContactingSource, or omitted, but is',
      ),
    ]);
  });

  it('ignores mirrorSourcePolicy in an ImageContentSourcePolicy, which does not have the field', () => {
    expect(
      problemsOf('ImageContentSourcePolicy', {
        spec: { repositoryDigestMirrors: [{ source: 'a.io', mirrorSourcePolicy: 3 }] },
      }),
    ).toEqual([]);
  });

  it('checks the metadata fields that mirrorguard reads, and treats null as absent', () => {
    expect(
      problemsOf('ImageDigestMirrorSet', { metadata: { name: null, annotations: null }, spec: {} }),
    ).toEqual([]);
    expect(problemsOf('ImageDigestMirrorSet', { metadata: { annotations: [] }, spec: {} })).toEqual([
      'metadata.annotations annotations must be an object of strings, but is a list',
    ]);
  });

  it('reports up to fifty problems', () => {
    expect(findStructureProblems('ImageDigestMirrorSet', withEntries(...Array(50).fill(null)))).toHaveLength(
      50,
    );
  });

  it('counts the problems beyond fifty', () => {
    const problems = problemsOf('ImageDigestMirrorSet', withEntries(...Array(100_000).fill(null)));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe(
      'spec.imageDigestMirrors imageDigestMirrors has 99950 more fields with the wrong structure',
    );
  });

  it('treats names of Object.prototype as plain keys', () => {
    const entry = JSON.parse('{"__proto__":{"source":"a.io"},"constructor":1}');
    expect(problemsOf('ImageDigestMirrorSet', withEntries(entry))).toHaveLength(1);
  });

  it('never throws, and reports nothing if and only if every field has its type', () => {
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
