import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-icsp-beside-mirror-sets.ts';
import { check } from '../../support/check.ts';

describe('no-icsp-beside-mirror-sets', () => {
  const old = icsp('old').mirror('quay.io/a', ['m.io/a']);
  const subject = itms('new').mirror('quay.io/b', ['m.io/b']);

  it('names the object of the other kind', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.14.0' })).toReport({
      path: '',
      message:
        'early releases of OpenShift 4.14 stop applying mirror changes while ImageContentSourcePolicy old exists',
    });
    expect(check(rule, old, { cluster: [subject], version: '4.13.0' })).toReport({
      message:
        'early releases of OpenShift 4.13 stop applying mirror changes while ImageTagMirrorSet new exists',
    });
  });

  it('reports nothing for other releases, or if the release is unknown', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.15.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old], version: '4.12.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old] })).toReportNothing();
  });

  it('reports nothing if only one kind exists, or if both existed before', () => {
    expect(check(rule, subject, { cluster: [idms('other')], version: '4.14.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old, idms('other')], version: '4.14.0' })).toReportNothing();
  });
});
