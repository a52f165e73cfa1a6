import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-duplicate-object.ts';
import { check } from '../../support/check.ts';

describe('no-duplicate-object', () => {
  it('lists the places', () => {
    const document = { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', name: 'a' };
    const documents = [
      { ...document, position: 'x.yaml:1' },
      { ...document, position: 'x.yaml:20' },
    ];
    expect(check(rule, idms('a'), { documents })).toReport({
      path: 'metadata.name',
      message:
        'ImageDigestMirrorSet a appears 2 times ("x.yaml:1, x.yaml:20"): of documents applied together only the last is kept',
    });
  });

  it('only warns of documents in different files, which may be variants', () => {
    const document = { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', name: 'a' };
    const documents = [
      { ...document, position: 'base/x.yaml:1' },
      { ...document, position: 'edge/x.yaml:1' },
    ];
    expect(check(rule, idms('a'), { documents })).toReport({ severity: 'warn' });
  });

  it('lets objects of two kinds share a name', () => {
    expect(check(rule, idms('a'), { cluster: [itms('a'), idms('b')] })).toReportNothing();
  });
});
