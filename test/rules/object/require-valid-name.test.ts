import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-valid-name.ts';
import { check } from '../../support/check.ts';

describe('require-valid-name', () => {
  it('accepts names of DNS form up to 253 characters', () => {
    const named = (name: string) => idms('a').with({ metadata: { name } });
    for (const name of ['a', 'team-a.mirrors', '0-1', 'a'.repeat(253)])
      expect(check(rule, named(name))).toReportNothing();
    for (const name of ['Team', 'a_b', '-a', 'a-', 'a..b', 'a.', 'ä', 'a b'])
      expect(check(rule, named(name))).toReport({ path: 'metadata.name' });
    expect(check(rule, named('a'.repeat(254)))).toReport({
      message: 'the name has 254 characters, and may have 253',
    });
  });

  it('asks for a name, or for generateName', () => {
    expect(check(rule, idms('a').with({ metadata: {} }))).toReport({
      path: 'metadata.name',
      message: 'the ImageDigestMirrorSet has no name',
    });
    expect(check(rule, idms('a').with({ metadata: { name: '' } }))).toReport({ path: 'metadata.name' });
    expect(check(rule, idms('a').with({ metadata: { generateName: 'a-' } }))).toReportNothing();
  });

  it('leaves a name of another type to the structure check', () => {
    expect(check(rule, idms('a').with({ metadata: { name: 7 } }))).toReportNothing();
  });
});
