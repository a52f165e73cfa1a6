import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realPathOf } from './real-path.ts';
import type { InputProblem } from './source-file.ts';
import { reasonOf } from './system-reason.ts';

/** A file to read. `isNamed` tells a file the user pointed at from one found in a folder. */
export interface FoundFile {
  readonly path: string;
  readonly isNamed: boolean;
}

export interface FoundFiles {
  /** Each file once, in the order of the arguments, folders by name; `-` stands for standard input. */
  readonly files: readonly FoundFile[];
  readonly problems: readonly InputProblem[];
}

const manifestName = /\.(ya?ml|json)$/i;
/** Never hold manifests that are meant to be applied, and can be huge. Other dot folders can: pipelines live in `.tekton`. */
const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Emacs marks a file that is being edited by a link beside it, which leads nowhere: `.#idms.yaml`. */
const editorLock = /^\.#/;

/** Expands files, folders (recursively) and `-`. Follows symbolic links, each folder once. */
export function findFiles(paths: readonly string[]): FoundFiles {
  const search = new Search();
  for (const path of paths) search.add(path);
  return search;
}

interface Reached {
  readonly realPath: string;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

class Search implements FoundFiles {
  readonly files: FoundFile[] = [];
  readonly problems: InputProblem[] = [];
  private readonly seen = new Set<string>();

  add(path: string): void {
    if (path === '-') {
      if (this.isNew('-')) this.files.push({ path, isNamed: true });
      return;
    }
    if (path === '') {
      this.fail('""', 'is no path', 'As a rule a variable is not set.');
      return;
    }
    const target = this.reach(path);
    if (target === undefined) return;
    if (!target.isFolder) {
      if (this.isNew(target.realPath)) this.files.push({ path, isNamed: true });
      return;
    }
    const before = this.files.length + this.problems.length;
    const sawBefore = this.seen.size;
    this.walk(path, target.realPath);
    // Nothing new is fine when the folder was walked already as a part of another argument.
    if (this.files.length + this.problems.length === before && this.seen.size > sawBefore) {
      this.fail(path, 'holds no .yaml, .yml or .json file', 'Check the path.');
    }
  }

  private walk(folder: string, realPath: string): void {
    if (!this.isNew(realPath)) return;
    for (const name of this.namesIn(folder)) {
      if (editorLock.test(name)) continue;
      const path = join(folder, name);
      const target = this.reach(path, { isListed: true });
      if (target === undefined) continue;
      if (target.isFolder) {
        if (!skippedFolders.has(name)) this.walk(path, target.realPath);
      } else if (manifestName.test(name) && this.isNew(target.realPath)) {
        // Whoever opens a pipe that nobody writes to waits for ever; one that is named is meant: <(kustomize build .)
        if (target.isFile) this.files.push({ path, isNamed: false });
        else
          this.fail(
            path,
            'is no file but a pipe, a socket or a device',
            'Take it out of the folder, or name the files to read.',
          );
      }
    }
  }

  private namesIn(folder: string): readonly string[] {
    try {
      return readdirSync(folder).sort();
    } catch (error) {
      this.fail(folder, `cannot be read: ${reasonOf(error)}`, 'Check its permissions.');
      return [];
    }
  }

  /** @param isListed its folder names it, so that only a link can lead nowhere */
  private reach(
    path: string,
    { isListed = false }: { readonly isListed?: boolean } = {},
  ): Reached | undefined {
    try {
      const found = statSync(path);
      return { realPath: realPathOf(path), isFolder: found.isDirectory(), isFile: found.isFile() };
    } catch (error) {
      if (isListed && (error as NodeJS.ErrnoException).code === 'ENOENT')
        this.fail(
          path,
          'is a symbolic link that leads nowhere',
          'Remove it, or make what it leads to: that may hold manifests.',
        );
      else this.fail(path, reasonOf(error), 'Check the path; `-` reads standard input.');
      return undefined;
    }
  }

  private isNew(realPath: string): boolean {
    const isNew = !this.seen.has(realPath);
    this.seen.add(realPath);
    return isNew;
  }

  private fail(file: string, message: string, fix: string): void {
    this.problems.push({ file, message, fix });
  }
}
