import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-icsp-beside-mirror-sets.ts';
import { check } from '../../support/check.ts';

describe('no-icsp-beside-mirror-sets', () => {
  const old = icsp('old').mirror('quay.io/a', ['m.io/a']);
  const subject = itms('new').mirror('quay.io/b', ['m.io/b']);

  it('names the other object and the release that accepts both', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.14.2' })).toReport({
      path: '',
      message:
        'OpenShift 4.14.2 stops applying mirror changes while ImageContentSourcePolicy old exists; update to 4.14.3 or later first',
    });
    const [violation] = check(rule, old, { cluster: [subject], version: '4.13.26' });
    expect(violation?.message).toBe(
      'OpenShift 4.13.26 stops applying mirror changes while ImageTagMirrorSet new exists; update to 4.13.27 or later first',
    );
    expect(violation?.severity).toBeUndefined();
  });

  it('only warns if the patch level is not known', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.14' })).toReport({
      severity: 'warn',
      message:
        'early patch releases of OpenShift 4.14 stop applying mirror changes while ImageContentSourcePolicy old exists; ' +
        'update to the latest patch release first',
    });
  });

  it('reports nothing on releases that accept both, and if the release is not known', () => {
    for (const version of ['4.12.0', '4.13.27', '4.14.3', '4.15.0'])
      expect(check(rule, subject, { cluster: [old], version })).toReportNothing();
    expect(check(rule, subject, { cluster: [old] })).toReportNothing();
  });

  it('reports nothing if there is only one kind, or if both were stored before', () => {
    expect(check(rule, subject, { cluster: [idms('other')], version: '4.14.0' })).toReportNothing();
    const cluster = [old, itms('new').mirror('quay.io/c', ['m.io/c'])];
    expect(check(rule, subject, { cluster, before: itms('new'), version: '4.14.0' })).toReportNothing();
  });
});
