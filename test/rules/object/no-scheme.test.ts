import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-scheme.ts';
import { check } from '../../support/check.ts';

describe('no-scheme', () => {
  it('names the scheme and says what to write instead', () => {
    expect(check(rule, idms('a').mirror('https://quay.io/team', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: '"https://quay.io/team" begins with the scheme "https://"; write "quay.io/team"',
    });
  });

  it('knows other schemes than those of the web', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker://m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: /"docker:\/\/"; write "m.example.com\/team"$/,
    });
  });

  it('suggests nothing where more is wrong than the scheme', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['http://m.example.com/Team']))).toReport({
      message: '"http://m.example.com/Team" begins with the scheme "http://"',
    });
  });

  it('reports every value that has one', () => {
    const subject = idms('a')
      .mirror('https://quay.io/a', ['http://m.io/a', 'm.io/a'])
      .mirror('quay.io/b', ['https://m.io/b']);
    expect(check(rule, subject)).toReport(
      { path: 'spec.imageDigestMirrors[0].source' },
      { path: 'spec.imageDigestMirrors[0].mirrors[0]' },
      { path: 'spec.imageDigestMirrors[1].mirrors[0]' },
    );
  });

  it('demands it of an ImageContentSourcePolicy from OpenShift 4.16 on, and where the version is not known', () => {
    const subject = icsp('a').mirror('https://quay.io/team', ['m.example.com/team']);
    expect(check(rule, subject, { version: '4.15.30' })).toReportNothing();
    expect(check(rule, subject, { version: '4.16.0' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
    });
    expect(check(rule, subject)).toReport({ path: 'spec.repositoryDigestMirrors[0].source' });
  });

  it('demands it of an ImageDigestMirrorSet in every version', () => {
    expect(
      check(rule, idms('a').mirror('https://quay.io/team', ['m.example.com/team']), { version: '4.13.0' }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].source',
    });
  });

  it('cuts a value of megabytes short in its message', () => {
    const [violation] = check(
      rule,
      idms('a').mirror(`https://quay.io/${'a'.repeat(3_000_000)}`, ['m.example.com/team']),
    );
    expect(violation?.message.length).toBeLessThan(400);
  });
});
