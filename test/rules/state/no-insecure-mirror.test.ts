import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-insecure-mirror.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-insecure-mirror', () => {
  const imageConfig = { insecureRegistries: ['m.example.com:5000'] };
  const on = (...mirrors: readonly string[]) => idms('a').mirror('quay.io/team', mirrors);

  it('reports a new mirror that insecureRegistries covers', () => {
    expect(check(rule, on('n.example.com/x', 'm.example.com:5000/x'), { imageConfig })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'nodes do not verify TLS for mirror "m.example.com:5000/x": insecureRegistries covers it. ' +
        'Add its CA to additionalTrustedCA instead',
    });
  });

  it('reports each mirror of a host', () => {
    const subject = on('m.example.com:5000/x', 'm.example.com:5000/y').mirror('quay.io/b', [
      'm.example.com:5000/z',
    ]);
    expect(check(rule, subject, { imageConfig })).toReport(
      { path: 'spec.imageDigestMirrors[0].mirrors[0]', message: /mirror "m\.example\.com:5000\/x":/ },
      { path: 'spec.imageDigestMirrors[0].mirrors[1]', message: /mirror "m\.example\.com:5000\/y":/ },
      { path: 'spec.imageDigestMirrors[1].mirrors[0]', message: /mirror "m\.example\.com:5000\/z":/ },
    );
  });

  it('reports nothing for other ports, and for stored mirrors of the same object', () => {
    expect(check(rule, on('m.example.com/x', 'm.example.com:5001/x'), { imageConfig })).toReportNothing();
    const before = on('m.example.com:5000/x');
    expect(
      check(rule, on('m.example.com:5000/x', 'n.example.com/x'), { imageConfig, before }),
    ).toReportNothing();
  });

  it('reports nothing if one more object lists a stored mirror, and names all that list it', () => {
    const tags = itms('tags').mirror('quay.io/team', ['m.example.com:5000/x']);
    const stored = on('m.example.com:5000/x');
    expect(check(rule, tags, { imageConfig, cluster: [stored] })).toReportNothing();
    const [violation] = checkState(rule, { imageConfig, cluster: [stored, tags] });
    expect(violation?.path).toEqual(['spec', 'imageDigestMirrors', 0, 'mirrors', 0]);
    expect(violation?.related).toMatchObject([
      { kind: 'ImageTagMirrorSet', name: 'tags' },
      { kind: 'Image', name: 'cluster' },
    ]);
  });

  it('reports a stored insecure mirror of another source', () => {
    const other = idms('b').mirror('quay.io/other', ['m.example.com:5000/x']);
    const cluster = [on('m.example.com:5000/x')];
    expect(check(rule, other, { imageConfig, cluster })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
    });
  });

  describe('with drop-ins of MachineConfigs', () => {
    const cluster = [on('m.example.com:5000/x')];
    const verified = registryTable('quay.io/team', ['m.example.com:5000/x']);

    it('names the pools whose nodes use the mirror of the mirror set', () => {
      expect(checkState(rule, { cluster, imageConfig, facts: dropIn(verified) })).toReport({
        message:
          'nodes in pool master do not verify TLS for mirror "m.example.com:5000/x": insecureRegistries ' +
          'covers it. Add its CA to additionalTrustedCA instead',
      });
      const facts = dropIn(verified, ['master', 'worker']);
      expect(checkState(rule, { cluster, imageConfig, facts })).toReportNothing();
    });

    it('reports a mirror that a drop-in makes insecure', () => {
      const facts = dropIn(`${registryTable('quay.io/team', ['m.example.com/x'])}insecure = true\n`);
      expect(checkState(rule, { facts })).toReport({
        path: 'spec.config.storage.files[0].path',
        message:
          'nodes in pool worker do not verify TLS for mirror "m.example.com/x": MachineConfig 99-worker-zz ' +
          'sets insecure = true for it. Add its CA to additionalTrustedCA, and remove insecure from ' +
          '/etc/containers/registries.conf.d/50-edge.conf',
      });
    });

    it('ignores insecure in the entry of the mirror itself, which applies only to pulls of its own name', () => {
      const facts = dropIn(registryTable('m.example.com/x', [], 'insecure = true'));
      expect(checkState(rule, { cluster: [on('m.example.com/x')], facts })).toReportNothing();
    });
  });
});
