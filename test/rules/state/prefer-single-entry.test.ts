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

  it('reports one more repetition, but not the deletion of one of three equal entries', () => {
    const cluster = [entry('a'), entry('b')];
    expect(check(rule, entry('c'), { cluster })).toReport({
      message: /^ImageDigestMirrorSet a has the same/,
    });
    const deletion = { subject: entry('a'), before: entry('a'), operation: 'DELETE' as const };
    expect(check(rule, { ...deletion, cluster: [entry('b'), entry('c')] })).toReportNothing();
  });

  it('reports an entry that repeats another one than before', () => {
    const other = (name: string) => idms(name).mirror('quay.io/s', ['n.io/a']);
    const write = { subject: other('b'), before: entry('b'), cluster: [entry('a'), other('c')] };
    expect(check(rule, write)).toReport({});
  });

  it('reports nothing if a write corrects lists that contradict each other', () => {
    const reversed = idms('c').mirror('quay.io/s', ['m.io/b', 'm.io/a']);
    const deletion = { subject: reversed, before: reversed, operation: 'DELETE' as const };
    expect(check(rule, { ...deletion, cluster: [entry('a'), entry('b')] })).toReportNothing();
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
