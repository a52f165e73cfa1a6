import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-wildcard-source-for-imports.ts';
import { check } from '../../support/check.ts';

describe('no-wildcard-source-for-imports', () => {
  it('reports each wildcard', () => {
    const subject = idms('a').mirror('quay.io/a', ['m.io/a']).mirror('*.example.com', ['m.io/b']);
    expect(check(rule, subject)).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message: /wildcard "\*\.example\.com"/,
    });
  });

  it('allows sources without a wildcard', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/a']))).toReportNothing();
  });
});
