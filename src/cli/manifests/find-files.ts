import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../system-reason.ts';
import type { InputProblem } from './source-file.ts';

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

/** Expands files, folders (recursively) and `-`. Follows symbolic links, each folder once. */
export function findFiles(paths: readonly string[]): FoundFiles {
  const search = new Search();
  for (const path of paths) search.add(path);
  return search;
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
      const path = join(folder, name);
      const target = this.reach(path);
      if (target === undefined) continue;
      if (target.isFolder) {
        if (!skippedFolders.has(name)) this.walk(path, target.realPath);
      } else if (manifestName.test(name) && this.isNew(target.realPath)) this.files.push({ path, isNamed: false });
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

  private reach(path: string): { readonly realPath: string; readonly isFolder: boolean } | undefined {
    try {
      return { realPath: realpathSync(path), isFolder: statSync(path).isDirectory() };
    } catch (error) {
      this.fail(path, reasonOf(error), 'Check the path; `-` reads standard input.');
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
