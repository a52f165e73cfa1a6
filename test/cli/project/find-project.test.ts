import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findProject, type Project } from '../../../src/cli/project/find-project.ts';
import { inFolder } from '../temporary-folder.ts';

const silent = { writeErr: () => undefined };

function releaseOf(project: Project | 'invalid' | undefined): string | undefined {
  return typeof project === 'object' ? project.settings.policy : project;
}

describe('findProject', () => {
  it('uses the nearest file in the folder of an input or above it', async () => {
    await inFolder(
      {
        '.mirrorguard.yaml': 'policy: outer',
        'a/.mirrorguard.yaml': 'policy: inner',
        'a/b/c.yaml': '',
        'd/e.yaml': '',
      },
      (folder) => {
        const find = (...paths: string[]) =>
          releaseOf(
            findProject(
              paths.map((path) => join(folder, path)),
              silent,
            ),
          );
        expect([
          find('a/b/c.yaml'),
          find('a/b'),
          find('a'),
          find('d/e.yaml'),
          find('.'),
          find('missing/x'),
        ]).toEqual(['inner', 'inner', 'inner', 'outer', 'outer', 'outer']);
      },
    );
  });

  it('does not search above the root of a git repository', async () => {
    await inFolder(
      { '.mirrorguard.yaml': 'policy: outer', 'repository/.git/HEAD': '', 'repository/a/b.yaml': '' },
      (folder) => expect(findProject([join(folder, 'repository', 'a')], silent)).toBeUndefined(),
    );
  });

  it('uses the file of one input for inputs without a file, and rejects two files', async () => {
    await inFolder(
      { 'a/.mirrorguard.yaml': 'policy: a', 'b/.mirrorguard.yaml': 'policy: b', 'c/d.yaml': '' },
      (folder) => {
        const errors: string[] = [];
        const io = { writeErr: (text: string) => void errors.push(text) };
        const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [string, string, string];
        expect(releaseOf(findProject([c, a], io))).toBe('a');
        expect(findProject([a, b], io)).toBe('invalid');
        expect(errors).toEqual([
          `error: the inputs belong to ${a}/.mirrorguard.yaml and ${b}/.mirrorguard.yaml; check them in separate runs\n`,
        ]);
      },
    );
  });

  it('reports a project file that cannot be read', async () => {
    await inFolder({ '.mirrorguard.yaml/x': '' }, (folder) => {
      const errors: string[] = [];
      expect(findProject([folder], { writeErr: (text) => void errors.push(text) })).toBe('invalid');
      expect(errors).toEqual([`${folder}/.mirrorguard.yaml:1:1: is a folder\n`]);
    });
  });
});
