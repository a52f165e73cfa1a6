import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-unknown-field.ts';
import { check } from '../../support/check.ts';

describe('no-unknown-field', () => {
  it('names the list that the kind has', () => {
    const spec = { repositoryDigestMirrors: [] };
    expect(check(rule, idms('a').with({ spec }))).toReport({
      path: 'spec.repositoryDigestMirrors',
      message:
        'unknown field "repositoryDigestMirrors" would be dropped silently; the list of ImageDigestMirrorSet is called imageDigestMirrors',
    });
    expect(check(rule, itms('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      message: /is called imageTagMirrors$/,
    });
    expect(check(rule, icsp('a').with({ spec: { imageDigestMirrors: [] } }))).toReport({
      message: /is called repositoryDigestMirrors$/,
    });
  });

  it('knows what other tools call the policy', () => {
    const fields = { sourcePolicy: 'NeverContactSource', neverContactSource: true };
    expect(check(rule, idms('a').entry({ source: 'quay.io/team', ...fields }))).toReport(
      { path: 'spec.imageDigestMirrors[0].sourcePolicy', message: /did you mean mirrorSourcePolicy\?$/ },
      {
        path: 'spec.imageDigestMirrors[0].neverContactSource',
        message: /did you mean mirrorSourcePolicy: NeverContactSource\?$/,
      },
    );
  });

  it('says that an ImageContentSourcePolicy has no source policy', () => {
    expect(
      check(rule, icsp('a').entry({ source: 'quay.io/team', mirrorSourcePolicy: 'NeverContactSource' })),
    ).toReport({
      message: /ImageContentSourcePolicy has no source policy/,
    });
    expect(
      check(rule, icsp('a').entry({ source: 'quay.io/team', sourcePolicy: 'NeverContactSource' })),
    ).toReport({
      message: /dropped silently$/,
    });
  });

  it('sees slips of the finger', () => {
    expect(check(rule, idms('a').entry({ Source: 'quay.io/team', mirrrors: [] }))).toReport(
      { message: /did you mean source\?$/ },
      { message: /did you mean mirrors\?$/ },
    );
    expect(check(rule, idms('a').with({ metadata: { name: 'a', lables: {} } }))).toReport({
      path: 'metadata.lables',
      message: /did you mean labels\?$/,
    });
  });

  it('says where a field belongs that stands on the wrong level', () => {
    expect(check(rule, idms('a').with({ imageDigestMirrors: [] }))).toReport({
      path: 'imageDigestMirrors',
      message: /imageDigestMirrors belongs under spec$/,
    });
    expect(check(rule, idms('a').with({ spec: { mirrorSourcePolicy: 'NeverContactSource' } }))).toReport({
      message: /mirrorSourcePolicy belongs in an entry of spec.imageDigestMirrors$/,
    });
  });

  it('only warns where the object has lost the field already', () => {
    const written = idms('a').with({ spec: { imageTagMirrors: [] } });
    expect(check(rule, idms('a'), { written })).toReport({
      severity: 'warn',
      message: /was dropped silently when it was applied/,
    });
  });

  it('has nothing against fields inside labels, annotations and owner references', () => {
    const metadata = {
      name: 'a',
      labels: { any: 'thing' },
      annotations: { 'x/y': '' },
      ownerReferences: [{ odd: 1 }],
      creationTimestamp: null,
    };
    expect(check(rule, idms('a').with({ metadata, status: {} }))).toReportNothing();
  });

  it('does not put a name of any length into the path', () => {
    const [violation] = check(rule, idms('a').with({ spec: { ['x'.repeat(1_000_000)]: 1 } }));
    expect(violation?.path).toEqual(['spec']);
    expect(violation?.message.length).toBeLessThan(200);
  });

  it('sees fields that are called like what every object inherits', () => {
    const spec = JSON.parse('{"__proto__":{},"constructor":1}');
    expect(check(rule, idms('a').with({ spec }))).toReport(
      { path: 'spec.__proto__' },
      { path: 'spec.constructor' },
    );
  });
});
