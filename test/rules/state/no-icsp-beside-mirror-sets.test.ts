import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-icsp-beside-mirror-sets.ts';
import { check } from '../../support/check.ts';

describe('no-icsp-beside-mirror-sets', () => {
  const old = icsp('old').mirror('quay.io/a', ['m.io/a']);
  const subject = itms('new').mirror('quay.io/b', ['m.io/b']);

  it('names the object beside which this one cannot stand', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.14.0' })).toReport({
      path: '',
      message:
        'early releases of OpenShift 4.14 stop applying mirror changes when an ImageTagMirrorSet stands beside ImageContentSourcePolicy old',
    });
    expect(check(rule, old, { cluster: [subject], version: '4.13.0' })).toReport({
      message: /stands beside ImageTagMirrorSet new$/,
    });
  });

  it('has nothing to say about other releases, or where the release is not known', () => {
    expect(check(rule, subject, { cluster: [old], version: '4.15.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old], version: '4.12.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old] })).toReportNothing();
  });

  it('has nothing to say where there is only one sort, or both stood side by side before', () => {
    expect(check(rule, subject, { cluster: [idms('other')], version: '4.14.0' })).toReportNothing();
    expect(check(rule, subject, { cluster: [old, idms('other')], version: '4.14.0' })).toReportNothing();
  });
});
