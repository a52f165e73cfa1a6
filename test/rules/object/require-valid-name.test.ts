import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-name.ts';
import { check } from '../../support/check.ts';

describe('require-valid-name', () => {
  it('allows DNS names up to 253 characters', () => {
    const named = (name: string) => idms('a').with({ metadata: { name } });
    for (const name of ['a', 'team-a.mirrors', '0-1', 'a'.repeat(253)])
      expect(check(rule, named(name))).toReportNothing();
    for (const name of ['Team', 'a_b', '-a', 'a-', 'a..b', 'a.', 'ä', 'a b'])
      expect(check(rule, named(name))).toReport({ path: 'metadata.name' });
    expect(check(rule, named('a'.repeat(254)))).toReport({
      message: 'the name must have at most 253 characters, but has 254',
    });
  });

  it('requires a name or generateName', () => {
    expect(check(rule, idms('a').with({ metadata: {} }))).toReport({
      path: 'metadata.name',
      message: 'ImageDigestMirrorSet has no name; set metadata.name',
    });
    expect(check(rule, idms('a').with({ metadata: { name: '' } }))).toReport({ path: 'metadata.name' });
    expect(check(rule, idms('a').with({ metadata: { generateName: 'a-' } }))).toReportNothing();
  });

  it('leaves metadata of another type to require-valid-structure', () => {
    expect(check(rule, idms('a').with({ metadata: 'a' }))).toReportNothing();
    expect(check(rule, idms('a').with({ metadata: [] }))).toReportNothing();
    expect(check(rule, idms('a').with({ metadata: null }))).toReportNothing();
  });

  it('leaves a name of another type to require-valid-structure', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 7 } }))).toReportNothing();
  });
});
