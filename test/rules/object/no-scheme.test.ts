import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-scheme.ts';
import { check } from '../../support/check.ts';

describe('no-scheme', () => {
  it('names the scheme and suggests the value without it', () => {
    expect(check(rule, idms('a').mirror('https://quay.io/team', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: 'source "https://quay.io/team" starts with the scheme "https://"; write "quay.io/team"',
    });
  });

  it('denies schemes other than http and https', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker://m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: /"docker:\/\/"; write "m.example.com\/team"$/,
    });
  });

  it('suggests nothing if the rest of the value is invalid', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['http://m.example.com/Team']))).toReport({
      message: 'mirror "http://m.example.com/Team" starts with the scheme "http://"',
    });
  });

  it('reports every value with a scheme', () => {
    const subject = idms('a')
      .mirror('https://quay.io/a', ['http://m.io/a', 'm.io/a'])
      .mirror('quay.io/b', ['https://m.io/b']);
    expect(check(rule, subject)).toReport(
      { path: 'spec.imageDigestMirrors[0].source' },
      { path: 'spec.imageDigestMirrors[0].mirrors[0]' },
      { path: 'spec.imageDigestMirrors[1].mirrors[0]' },
    );
  });

  it('denies schemes in an ImageContentSourcePolicy starting with OpenShift 4.16, and if the version is unknown', () => {
    const subject = icsp('a').mirror('https://quay.io/team', ['m.example.com/team']);
    expect(check(rule, subject, { version: '4.15.30' })).toReportNothing();
    expect(check(rule, subject, { version: '4.16.0' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
    });
    expect(check(rule, subject)).toReport({ path: 'spec.repositoryDigestMirrors[0].source' });
  });

  it('denies schemes in an ImageDigestMirrorSet in every version', () => {
    expect(
      check(rule, idms('a').mirror('https://quay.io/team', ['m.example.com/team']), { version: '4.13.0' }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].source',
    });
  });

  it('shortens a value of several megabytes in the message', () => {
    const [violation] = check(
      rule,
      idms('a').mirror(`https://quay.io/${'a'.repeat(3_000_000)}`, ['m.example.com/team']),
    );
    expect(violation?.message.length).toBeLessThan(700);
  });
});
