import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-direct-mirrors.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

describe('prefer-direct-mirrors', () => {
  const cluster = [idms('b').mirror('m.io/a', ['n.io/a'])];

  it('names the source that contains the mirror', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['x.io/a', 'm.io/a/b']), { cluster })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'nodes contact "m.io/a/b" itself, not the mirrors that ImageDigestMirrorSet b has for "m.io/a". ' +
        'List the location that holds the images',
    });
  });

  it('reports nothing for mirrors outside of other sources, or inside their own', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/ab']), { cluster })).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io/a', ['quay.io/a/b']), { cluster })).toReportNothing();
  });

  it('reports nothing for one more object with a stored mirror', () => {
    const stored = [...cluster, idms('a').mirror('quay.io/a', ['m.io/a/b'])];
    const tags = itms('tags').mirror('quay.io/a', ['m.io/a/b']);
    expect(check(rule, tags, { cluster: stored })).toReportNothing();
    expect(check(rule, itms('tags').mirror('quay.io/b', ['m.io/a/b']), { cluster: stored })).toReport({});
  });

  describe('with files of MachineConfigs', () => {
    const subject = idms('a').mirror('quay.io/a', ['m.io/a']);

    it('reports a mirror that a drop-in mirrors, and a mirror of a drop-in', () => {
      const ofMirror = dropIn(registryTable('m.io/a', ['n.io/a']));
      expect(check(rule, subject, { facts: ofMirror })).toReport({
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message:
          'nodes in pool worker contact "m.io/a" itself, not the mirrors that MachineConfig 99-worker-zz has for ' +
          '"m.io/a". List the location that holds the images',
      });
      const ofSource = dropIn(registryTable('quay.io/a', ['m.io/a/b']));
      expect(checkState(rule, { cluster, facts: ofSource })).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          /^nodes in pool worker contact "m\.io\/a\/b" itself, not the mirrors that ImageDigestMirrorSet b/,
      });
    });

    it('names the pools in which no file overrides the source or the mirror', () => {
      for (const table of [registryTable('quay.io/a', ['n.io/a']), registryTable('m.io/a')])
        expect(check(rule, subject, { cluster, facts: dropIn(table) })).toReport({
          message: /^nodes in pool master contact "m\.io\/a" itself/,
        });
    });

    it('reports nothing if files of all pools override the source, the mirror, or registries.conf', () => {
      const everywhere = ['master', 'worker'];
      const ofSource = dropIn(registryTable('quay.io/a', ['n.io/a']), everywhere);
      const ofMirror = dropIn(registryTable('m.io/a'), everywhere);
      const replaced = poolFiles({ '/etc/containers/registries.conf': registryTable('m.io/a', ['n.io/a']) });
      for (const facts of [ofSource, ofMirror, replaced])
        expect(check(rule, subject, { cluster, facts })).toReportNothing();
    });
  });

  it('reports a source whose mirror is inside the written source', () => {
    const stored = [idms('a').mirror('quay.io/a', ['m.io/a/b'])];
    expect(check(rule, idms('b').mirror('m.io/a', ['n.io/a']), { cluster: stored })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^nodes contact "m.io\/a\/b" itself, not the mirrors that ImageDigestMirrorSet b has/,
    });
  });
});
