import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-removing-replaced-icsp.ts';
import { check } from '../../support/check.ts';

describe('prefer-removing-replaced-icsp', () => {
  const old = icsp('old').mirror('quay.io/a', ['m.io/a']).mirror('quay.io/b', ['m.io/b', 'n.io/b']);

  it('names the policy that ImageDigestMirrorSets replace', () => {
    const subject = idms('new').mirror('quay.io/b', ['m.io/b', 'n.io/b']).mirror('quay.io/a', ['m.io/a']);
    expect(check(rule, subject, { cluster: [old] })).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message:
        'ImageContentSourcePolicy old has no effect any more: ImageDigestMirrorSets have the same entries. ' +
        'Delete it once they are rolled out, which drains no node',
    });
  });

  it('reports the policy only when its last entry is replaced, in any object', () => {
    const first = idms('first').mirror('quay.io/a', ['m.io/a']);
    expect(check(rule, first, { cluster: [old] })).toReportNothing();
    expect(
      check(rule, idms('second').mirror('quay.io/b', ['m.io/b', 'n.io/b']), { cluster: [old, first] }),
    ).toReport({});
  });

  it('does not count another order or fewer mirrors as a replacement', () => {
    const other = idms('new').mirror('quay.io/a', ['m.io/a']).mirror('quay.io/b', ['n.io/b', 'm.io/b']);
    expect(check(rule, other, { cluster: [old] })).toReportNothing();
    expect(
      check(rule, idms('new').mirror('quay.io/a', ['m.io/a']).mirror('quay.io/b', ['m.io/b']), {
        cluster: [old],
      }),
    ).toReportNothing();
  });

  it('ignores entries of the policy without mirrors', () => {
    const withEmpty = icsp('old').mirror('quay.io/a', ['m.io/a']).mirror('quay.io/c');
    expect(check(rule, idms('new').mirror('quay.io/a', ['m.io/a']), { cluster: [withEmpty] })).toReport({});
  });

  it('reports nothing for later changes', () => {
    const stored = idms('new').mirror('quay.io/a', ['m.io/a']).mirror('quay.io/b', ['m.io/b', 'n.io/b']);
    expect(
      check(rule, stored.mirror('quay.io/c', ['m.io/c']), { before: stored, cluster: [old] }),
    ).toReportNothing();
  });
});
