import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-unknown-field.ts';
import { check } from '../../support/check.ts';

describe('no-unknown-field', () => {
  it('names the list of the kind', () => {
    const spec = { repositoryDigestMirrors: [] };
    expect(check(rule, idms('a').with({ spec }))).toReport({
      path: 'spec.repositoryDigestMirrors',
      message:
        'unknown field "repositoryDigestMirrors" would be dropped without a message; ' +
        'use imageDigestMirrors, the list of ImageDigestMirrorSet',
    });
    expect(check(rule, itms('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      message: /; use imageTagMirrors, the list of ImageTagMirrorSet$/,
    });
    expect(check(rule, icsp('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      message: /; use repositoryDigestMirrors, the list of ImageContentSourcePolicy$/,
    });
  });

  it('suggests mirrorSourcePolicy for the names that other tools use', () => {
    const fields = { sourcePolicy: 'NeverContactSource', neverContactSource: true };
    expect(check(rule, idms('a').entry({ source: 'quay.io/team', ...fields }))).toReport(
      { path: 'spec.imageDigestMirrors[0].sourcePolicy', message: /did you mean mirrorSourcePolicy\?$/ },
      {
        path: 'spec.imageDigestMirrors[0].neverContactSource',
        message: /did you mean mirrorSourcePolicy: NeverContactSource\?$/,
      },
    );
  });

  it('suggests no kind that the release lacks', () => {
    const entry = { source: 'quay.io/a', mirrors: ['m.io/a'] };
    const never = icsp('a').entry({ ...entry, mirrorSourcePolicy: 'NeverContactSource' });
    const tags = icsp('a').entry({ ...entry, allowMirrorByTags: true });
    const facts = { version: '4.12.45' };
    expect(check(rule, never, facts)).toReport({ message: /has no source policy\. Remove the field$/ });
    expect(check(rule, tags, facts)).toReport({
      message: /would be dropped without a message; remove the field$/,
    });
  });

  it('reports that an ImageContentSourcePolicy has no source policy', () => {
    expect(
      check(rule, icsp('a').entry({ source: 'quay.io/team', mirrorSourcePolicy: 'NeverContactSource' })),
    ).toReport({
      message: /ImageContentSourcePolicy has no source policy/,
    });
    expect(
      check(rule, icsp('a').entry({ source: 'quay.io/team', sourcePolicy: 'NeverContactSource' })),
    ).toReport({
      message: /dropped without a message$/,
    });
  });

  it('suggests a field for a misspelling', () => {
    expect(check(rule, idms('a').entry({ Source: 'quay.io/team', mirrrors: [] }))).toReport(
      { message: /did you mean source\?$/ },
      { message: /did you mean mirrors\?$/ },
    );
    expect(check(rule, idms('a').with({ metadata: { name: 'a', lables: {} } }))).toReport({
      path: 'metadata.lables',
      message: /did you mean labels\?$/,
    });
  });

  it('suggests the right level for a misplaced field', () => {
    expect(check(rule, idms('a').with({ imageDigestMirrors: [] }))).toReport({
      path: 'imageDigestMirrors',
      message: /; move imageDigestMirrors under spec$/,
    });
    expect(check(rule, idms('a').with({ spec: { mirrorSourcePolicy: 'NeverContactSource' } }))).toReport({
      message: /; move mirrorSourcePolicy to an entry of spec.imageDigestMirrors$/,
    });
  });

  it('warns if the field was already dropped from the object', () => {
    const written = idms('a').with({ spec: { imageTagMirrors: [] } });
    expect(check(rule, idms('a'), { written })).toReport({
      severity: 'warn',
      message: /was dropped without a message when the object was applied/,
    });
  });

  it('allows any field inside labels, annotations and owner references', () => {
    const metadata = {
      name: 'a',
      labels: { any: 'thing' },
      annotations: { 'x/y': '' },
      ownerReferences: [{ odd: 1 }],
      creationTimestamp: null,
    };
    expect(check(rule, idms('a').with({ metadata, status: {} }))).toReportNothing();
  });

  it('omits a long name from the path', () => {
    const [violation] = check(rule, idms('a').with({ spec: { ['x'.repeat(1_000_000)]: 1 } }));
    expect(violation?.path).toEqual(['spec']);
    expect(violation?.message.length).toBeLessThan(400);
  });

  it('reports fields with names that every JavaScript object inherits', () => {
    const spec = JSON.parse('{"__proto__":{},"constructor":1}');
    expect(check(rule, idms('a').with({ spec }))).toReport(
      { path: 'spec.__proto__' },
      { path: 'spec.constructor' },
    );
  });
});
