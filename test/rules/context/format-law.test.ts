import { describe, expect, it } from '@jest/globals';
import { isFormatDemanded } from '../../../src/rules/context/format-law.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';

function isDemandedOf(subject: ExampleObject, version?: string): boolean {
  const staged = stageExample({ subject, ...(version === undefined ? {} : { version }) });
  return isFormatDemanded({ subject: staged.subject, facts: staged.facts.known });
}

describe('isFormatDemanded', () => {
  it('holds for the kinds whose definitions check it, on every version', () => {
    for (const subject of [idms('a'), itms('a')]) {
      expect(isDemandedOf(subject, '4.13.0')).toBe(true);
      expect(isDemandedOf(subject)).toBe(true);
    }
  });

  it('holds for an ImageContentSourcePolicy from 4.16 on, and where the version is not known', () => {
    expect(isDemandedOf(icsp('a'), '4.15.99')).toBe(false);
    expect(isDemandedOf(icsp('a'), '4.16.0')).toBe(true);
    expect(isDemandedOf(icsp('a'))).toBe(true);
  });
});
