import { describe, expect, it } from '@jest/globals';
import { parseImageList } from '../../../src/manifests/images/image-list.ts';

describe('parseImageList', () => {
  it('reads one image per line, with comments and blank lines', () => {
    expect(parseImageList('# images\nquay.io/a/b:v1\r\n\n  nginx # web\n')).toEqual([
      'quay.io/a/b:v1',
      'nginx',
    ]);
  });

  it('reads images separated by blanks', () => {
    expect(parseImageList('quay.io/a/b docker.io/x/y:1\n')).toEqual(['quay.io/a/b', 'docker.io/x/y:1']);
  });

  it('reads a YAML list of strings', () => {
    expect(parseImageList('- quay.io/a/b\n- nginx\n')).toEqual(['quay.io/a/b', 'nginx']);
  });

  it('reads the source of a mapping without its transport', () => {
    expect(parseImageList('quay.io/a/b@sha256:1=m.example.com/a/b\ndocker://quay.io/c\n')).toEqual([
      'quay.io/a/b@sha256:1',
      'quay.io/c',
    ]);
  });

  it.each([
    ['a manifest', 'kind: Pod\nspec: {}\n'],
    ['JSON', '["quay.io/a/b"]'],
    ['several documents', 'a\n---\nb\n'],
    ['a YAML list of objects', '- name: quay.io/a/b\n'],
    ['an error message', 'No resources found\n'],
    ['an empty text', '# nothing\n\n'],
  ])('does not read %s', (_, text) => {
    expect(parseImageList(text)).toBeUndefined();
  });
});
