import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-for-imports.ts';
import { check } from '../../support/check.ts';

const never = itms('a').mirror('foo.example.com', ['quay.io'], 'NeverContactSource');

describe('no-never-contact-for-imports', () => {
  it('reports imports that fail as blocked before 4.19', () => {
    expect(check(rule, never, { version: '4.18.3' })).toReport({
      path: 'spec.imageTagMirrors[0].source',
      message:
        'ImageStream imports from "foo.example.com" can fail as blocked on OpenShift 4.18 because of NeverContactSource; ' +
        'import from the mirror',
    });
    expect(check(rule, never, { version: '4.19.0' })).toReportNothing();
  });

  it('reports nothing about release repositories and sources that are not blocked', () => {
    const release = idms('r').mirror(
      'quay.io/openshift-release-dev/ocp-release',
      ['m.example.com/r'],
      'NeverContactSource',
    );
    expect(check(rule, release, { version: '4.16.9' })).toReportNothing();
    expect(
      check(rule, itms('b').mirror('quay.io/x', ['m.example.com/x']), { version: '4.16.9' }),
    ).toReportNothing();
  });
});
