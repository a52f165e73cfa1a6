import { describe, expect, it } from '@jest/globals';
import { readProject } from '../../src/config/project-file.ts';

describe('readProject', () => {
  it('reads lists, and single texts in place of lists', () => {
    expect(readProject('policy: p.yaml\nexclude: drafts\nstored: [a, b]\nrelease: "4.20.1"\n')).toEqual({
      settings: {
        policy: 'p.yaml',
        exclude: ['drafts'],
        stored: ['a', 'b'],
        release: { major: 4, minor: 20, patch: 1 },
      },
    });
  });

  it('accepts an empty file', () => {
    expect([readProject(''), readProject('# nothing\n')]).toEqual([{ settings: {} }, { settings: {} }]);
  });

  it.each([
    ['- policy', 'must be a mapping with policy, exclude, stored, release'],
    ['polcy: a', 'is unknown; did you mean policy?'],
    ['rules: {}', 'is unknown; use policy, exclude, stored, release'],
    ['release: 4.20', 'must be a version in quotes, such as "4.20", but is 4.2'],
    ['release: "latest"', 'must be a version in quotes, such as "4.20", but is "latest"'],
    ['stored: [1]', 'must be a list of paths, but is [1]'],
    ['exclude: ""', 'must be a list of patterns, but is ""'],
    ['policy: null', 'must be the path of a policy, but is null'],
  ])('rejects %j', (text, message) => {
    expect(readProject(text)).toMatchObject({ problems: [{ line: 1, message }] });
  });

  it('reports invalid YAML at its line', () => {
    expect(readProject('policy: a\nexclude: [')).toMatchObject({ problems: [{ line: 2, path: '' }] });
  });
});
