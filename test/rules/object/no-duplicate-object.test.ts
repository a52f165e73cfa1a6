import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-duplicate-object.ts';
import { check } from '../../support/check.ts';

describe('no-duplicate-object', () => {
  it('lists the positions', () => {
    const document = { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', name: 'a' };
    const documents = [
      { ...document, position: 'x.yaml:1' },
      { ...document, position: 'x.yaml:20' },
    ];
    expect(check(rule, idms('a'), { documents })).toReport({
      path: 'metadata.name',
      message:
        'ImageDigestMirrorSet a is defined 2 times; if the documents are applied together, only the last one is kept. ' +
        'Merge or rename them: "x.yaml:1" and "x.yaml:20"',
    });
  });

  it('warns about documents in different files, which can be variants', () => {
    const document = { apiVersion: 'config.openshift.io/v1', kind: 'ImageDigestMirrorSet', name: 'a' };
    const documents = [
      { ...document, position: 'base/x.yaml:1' },
      { ...document, position: 'edge/x.yaml:1' },
    ];
    expect(check(rule, idms('a'), { documents })).toReport({ severity: 'warn' });
  });

  it('allows objects of two kinds with one name', () => {
    expect(check(rule, idms('a'), { cluster: [itms('a'), idms('b')] })).toReportNothing();
  });
});
