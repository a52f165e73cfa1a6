import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findFiles } from '../../src/manifests/find-files.ts';
import { inFolder } from '../cli/temporary-folder.ts';

const empty = {
  'b.yml': '',
  'a.yaml': '',
  'c.json': '',
  'readme.md': '',
  'deep/er/d.YAML': '',
  '.tekton/e.yaml': '',
};

function found(folder: string, ...paths: readonly string[]) {
  const { files, problems, warnings } = findFiles(paths.map((path) => join(folder, path)));
  const local = (path: string) => path.slice(folder.length + 1);
  return {
    files: files.map(({ path }) => local(path)),
    problems: problems.map(({ file, message }) => `${local(file)} ${message}`),
    warnings: warnings.map(({ file, message }) => `${local(file)} ${message}`),
  };
}

describe('findFiles', () => {
  it('finds YAML and JSON at any depth, in the order of names, hidden folders included', () =>
    inFolder(empty, (folder) => {
      expect(found(folder, '').files).toEqual([
        '.tekton/e.yaml',
        'a.yaml',
        'b.yml',
        'c.json',
        'deep/er/d.YAML',
      ]);
    }));

  it('skips .git and node_modules', () =>
    inFolder({ '.git/x.yaml': '', 'node_modules/x.yaml': '', 'a.yaml': '' }, (folder) => {
      expect(found(folder, '').files).toEqual(['a.yaml']);
    }));

  it('returns a named file with any name', () =>
    inFolder(empty, (folder) => {
      expect(findFiles([join(folder, 'readme.md')]).files).toEqual([
        { path: join(folder, 'readme.md'), isNamed: true },
      ]);
    }));

  it('returns each file once, for any number of paths that lead to it', () =>
    inFolder(empty, (folder) => {
      symlinkSync(join(folder, 'a.yaml'), join(folder, 'z.yaml'));
      expect(found(folder, 'a.yaml', '', 'deep', 'deep/er/d.YAML')).toEqual({
        files: ['a.yaml', '.tekton/e.yaml', 'b.yml', 'c.json', 'deep/er/d.YAML'],
        problems: [],
        warnings: [],
      });
      expect(findFiles(['-', '-']).files).toHaveLength(1);
    }));

  it('does not follow cyclic links', () =>
    inFolder({ 'a/x.yaml': '' }, (folder) => {
      symlinkSync(folder, join(folder, 'a', 'up'));
      symlinkSync('loop', join(folder, 'loop'));
      expect(found(folder, '')).toEqual({
        files: ['a/x.yaml'],
        problems: ['loop is a symbolic link to itself'],
        warnings: [],
      });
    }));

  it('warns about a dangling link, unless an editor created it as a lock', () =>
    inFolder({ 'a.yaml': '' }, (folder) => {
      symlinkSync('nowhere', join(folder, 'b'));
      symlinkSync('alice@laptop.123', join(folder, '.#a.yaml'));
      expect(found(folder, '')).toEqual({
        files: ['a.yaml'],
        problems: [],
        warnings: ['b is a dangling symbolic link; it is skipped'],
      });
    }));

  it('skips pipes in a folder, and reads a named pipe', () =>
    inFolder({ 'a.yaml': '' }, (folder) => {
      execFileSync('mkfifo', [join(folder, 'b.yaml'), join(folder, 'c.txt')]);
      expect(found(folder, '')).toEqual({
        files: ['a.yaml'],
        problems: [],
        warnings: ['b.yaml is a pipe, a socket or a device, not a file; it is skipped'],
      });
      expect(found(folder, 'b.yaml')).toEqual({ files: ['b.yaml'], problems: [], warnings: [] });
    }));

  it.each([
    ['*.json', ['.tekton/e.yaml', 'a.yaml', 'b.yml', 'deep/er/d.YAML']],
    ['deep', ['.tekton/e.yaml', 'a.yaml', 'b.yml', 'c.json']],
    ['**/er/*', ['.tekton/e.yaml', 'a.yaml', 'b.yml', 'c.json']],
  ])('skips files and folders that match %s', (pattern, left) =>
    inFolder(empty, (folder) => {
      const { files } = findFiles([folder], [pattern]);
      expect(files.map(({ path }) => path.slice(folder.length + 1))).toEqual(left);
    }),
  );

  it('rejects an empty path', () => {
    expect(findFiles(['']).problems).toMatchObject([{ file: '""', message: 'is not a path' }]);
  });

  it('reports missing paths and paths without manifests', () =>
    inFolder({ 'docs/readme.md': '' }, (folder) => {
      expect(found(folder, 'nowhere', 'docs').problems).toEqual([
        'nowhere does not exist',
        'docs has no .yaml, .yml or .json file',
      ]);
    }));
});
