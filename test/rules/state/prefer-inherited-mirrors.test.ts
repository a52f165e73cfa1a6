import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-inherited-mirrors.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('prefer-inherited-mirrors', () => {
  const broad = idms('broad').mirror('quay.io', ['m.io/quay']);

  it('names the broader source whose mirrors are not tried', () => {
    expect(check(rule, idms('narrow').mirror('quay.io/team', ['n.io/team']), { cluster: [broad] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'below "quay.io/team", pulls by digest use only its own mirrors; those that ImageDigestMirrorSet broad has for "quay.io" are not tried. ' +
        'List them here too if nodes need them',
    });
  });

  it('reports nothing if the narrower source has the same mirrors', () => {
    expect(
      check(rule, idms('narrow').mirror('quay.io/team', ['m.io/quay/team']), { cluster: [broad] }),
    ).toReportNothing();
  });

  it('reports nothing if mirrors for one kind of pull are missing, which another rule reports', () => {
    expect(
      check(rule, itms('narrow').mirror('quay.io/team', ['n.io/team']), { cluster: [broad] }),
    ).toReportNothing();
  });

  it('reports each narrower source inside a new broader one', () => {
    const cluster = [idms('narrow').mirror('quay.io/a', ['n.io/a']).mirror('quay.io/b', ['n.io/b'])];
    expect(check(rule, broad, { cluster })).toReport(
      { message: /^below "quay\.io\/a", pulls by digest use only its own mirrors;/ },
      { message: /^below "quay\.io\/b", pulls by digest use only its own mirrors;/ },
    );
  });

  it('compares with the mirrors of a drop-in', () => {
    const narrow = idms('narrow').mirror('quay.io/team', ['n.io/team']);
    const facts = dropIn(registryTable('quay.io', ['x.io/quay']));
    expect(checkState(rule, { cluster: [broad, narrow], facts })).toReport(
      {
        message:
          'below "quay.io/team", pulls by digest in pool master use only its own mirrors; those that ' +
          'ImageDigestMirrorSet broad has for "quay.io" are not tried. List them here too if nodes need them',
      },
      {
        message:
          'below "quay.io/team", pulls by digest in pool worker use only its own mirrors; those that ' +
          'MachineConfig 99-worker-zz has for "quay.io" are not tried. List them here too if nodes need them',
      },
    );
    const same = dropIn(registryTable('quay.io/team', ['m.io/quay/team']), ['master', 'worker']);
    expect(checkState(rule, { cluster: [broad, narrow], facts: same })).toReportNothing();
  });
});
