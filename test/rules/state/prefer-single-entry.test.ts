import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-single-entry.ts';
import { check } from '../../support/check.ts';

describe('prefer-single-entry', () => {
  const entry = (name: string) => idms(name).mirror('quay.io/s', ['m.io/a', 'm.io/b']);

  it('names the object that has the same entry', () => {
    expect(check(rule, entry('b'), { cluster: [entry('a')] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'ImageDigestMirrorSet a has the same entry for "quay.io/s"; this one has no effect. Keep one of them',
    });
  });

  it('reports the later one of two in one object', () => {
    expect(check(rule, entry('a').mirror('quay.io/s', ['m.io/a', 'm.io/b']))).toReport({
      path: 'spec.imageDigestMirrors[1].source',
    });
  });

  it('does not count other mirrors or another policy as the same entry', () => {
    expect(
      check(rule, idms('b').mirror('quay.io/s', ['m.io/a']), { cluster: [entry('a')] }),
    ).toReportNothing();
    const never = idms('b').mirror('quay.io/s', ['m.io/a', 'm.io/b'], 'NeverContactSource');
    expect(check(rule, never, { cluster: [entry('a')] })).toReportNothing();
  });

  it('leaves a migration from an ImageContentSourcePolicy to prefer-removing-replaced-icsp', () => {
    expect(
      check(rule, entry('b'), { cluster: [icsp('a').mirror('quay.io/s', ['m.io/a', 'm.io/b'])] }),
    ).toReportNothing();
  });
});
