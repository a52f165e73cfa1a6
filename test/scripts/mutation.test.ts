import { describe, expect, it } from '@jest/globals';
import { mutantsOf, ownTest, random, sample } from '../../scripts/mutation.ts';

describe('mutantsOf', () => {
  it('changes one operator or constant per mutant', () => {
    const source = 'if (a === b && c < 2) return true;\n';
    expect(mutantsOf(source).map(({ text }) => text)).toEqual([
      'if (a !== b && c < 2) return true;\n',
      'if (a === b || c < 2) return true;\n',
      'if (a === b && c <= 2) return true;\n',
      'if (a === b && c < 2) return false;\n',
    ]);
  });

  it('skips comments, imports and types', () => {
    expect(mutantsOf('// a === b\n * a && b\nimport a from "true";\nreadonly a: true;\n')).toEqual([]);
  });

  it('changes exit statuses', () => {
    expect(mutantsOf('  findings: 1,')).toMatchObject([{ line: 1, before: ': 1,', after: ': 0,' }]);
  });
});

describe('ownTest', () => {
  it('has the place of the file in the folder of tests', () => {
    expect(ownTest('src/rules/object/no-tag.ts')).toBe('test/rules/object/no-tag.test.ts');
  });
});

describe('sample', () => {
  it('is the same for the same seed, within the limit', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const first = sample(items, 10, random(7));
    expect(sample(items, 10, random(7))).toEqual(first);
    expect(sample(items, 10, random(8))).not.toEqual(first);
    expect(new Set(first).size).toBe(10);
  });
});
