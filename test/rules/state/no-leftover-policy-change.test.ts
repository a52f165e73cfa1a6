import { describe, expect, it } from '@jest/globals';
import { policyChangeAnnotation } from '../../../src/model/mirror-set.ts';
import { type ExampleObject, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-leftover-policy-change.ts';
import { check } from '../../support/check.ts';

const announcing = (object: ExampleObject, value = 'ImageTagMirrorSet/b') =>
  object.with({ metadata: { name: object.name, annotations: { [policyChangeAnnotation]: value } } });
const a = (policy?: 'NeverContactSource') => idms('a').mirror('quay.io/team', ['m.example.com/team'], policy);
const b = (policy?: 'NeverContactSource') => itms('b').mirror('quay.io/team', ['m.example.com/team'], policy);
const message =
  'ImageDigestMirrorSet a has the annotation "mirrorguard.io/policy-change", but no policy change is in progress; ' +
  'the annotation can allow a later conflict. Remove it';
const path = 'metadata.annotations["mirrorguard.io/policy-change"]';

describe('no-leftover-policy-change', () => {
  it('reports the annotation after the change is complete, at the object that has it', () => {
    const cluster = [b('NeverContactSource')];
    expect(check(rule, announcing(a('NeverContactSource')), { cluster })).toReport({ path, message });
  });

  it('reports it at the last write of the change', () => {
    const cluster = [announcing(a('NeverContactSource'))];
    expect(check(rule, b('NeverContactSource'), { before: b(), cluster })).toReport({ message });
  });

  it('reports it if the object that has it loses the last source in conflict', () => {
    const before = announcing(idms('a').mirror('quay.io/x', ['m.example.com/x'])).mirror('quay.io/team', [
      'm.example.com/team',
    ]);
    const after = announcing(idms('a').mirror('quay.io/x', ['m.example.com/x']));
    expect(check(rule, after, { before, cluster: [b('NeverContactSource')] })).toReport({ path, message });
  });

  it('reports nothing while the policies differ, and without the annotation', () => {
    expect(
      check(rule, announcing(a('NeverContactSource')), { before: a(), cluster: [b()] }),
    ).toReportNothing();
    expect(check(rule, a(), { cluster: [b()] })).toReportNothing();
  });

  it('reports it once for an object with several sources, and not at other writes of them', () => {
    const object = announcing(a().mirror('quay.io/x', ['m.example.com/x']));
    expect(check(rule, object)).toReport({ message });
    const other = itms('c').mirror('quay.io/x', ['m.example.com/x']);
    expect(check(rule, other, { cluster: [object] })).toReportNothing();
  });
});
