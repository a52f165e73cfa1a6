import { readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, matchesGlob, normalize, resolve } from 'node:path';
import { realPathOf } from './real-path.ts';
import type { InputProblem } from './source-file.ts';
import { reasonOf } from './system-reason.ts';

export interface FoundFile {
  readonly path: string;
  /** Whether the user named the file; false for a file that was found in a folder. */
  readonly isNamed: boolean;
}

export interface FoundFiles {
  /** In the order of the arguments, without duplicates; folders sorted by name. `-` is standard input. */
  readonly files: readonly FoundFile[];
  readonly problems: readonly InputProblem[];
  /** Skipped entries of folders. */
  readonly warnings: readonly InputProblem[];
}

const manifestName = /\.(ya?ml|json)$/i;
/**
 * These folders contain no manifests to apply and can be huge. Other dot folders can contain manifests:
 * `.tekton` has pipelines.
 */
const skippedFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Contains options of mirrorguard, not a manifest. */
const optionsFile = '.mirrorguard.yaml';

/** While a file is edited, Emacs keeps a dangling link next to it: `.#idms.yaml`. */
const editorLock = /^\.#/;

/**
 * Expands files, folders (recursively) and `-`. Follows symbolic links, each folder once.
 *
 * @param exclude glob patterns of files and folders to skip; a pattern without a slash matches names in any
 * folder
 */
export function findFiles(paths: readonly string[], exclude: readonly string[] = []): FoundFiles {
  const search = new Search(exclude);
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
  readonly warnings: InputProblem[] = [];
  private readonly seen = new Set<string>();
  private readonly exclude: readonly string[];

  constructor(exclude: readonly string[]) {
    this.exclude = exclude;
  }

  add(path: string): void {
    if (path === '-') {
      if (this.isNew('-')) this.files.push({ path, isNamed: true });
      return;
    }
    if (path === '') {
      this.fail('""', 'is not a path', 'Check whether a variable is unset.');
      return;
    }
    if (this.isExcluded(path)) return;
    const target = this.reach(path);
    if (target === undefined) return;
    if (!target.isFolder) {
      if (this.isNew(target.realPath)) this.files.push({ path, isNamed: true });
      return;
    }
    const counted = () => this.files.length + this.problems.length + this.warnings.length;
    const before = counted();
    const seenBefore = this.seen.size;
    this.walk(path, target.realPath);
    // A folder without new files is valid if another argument contains it.
    if (counted() === before && this.seen.size > seenBefore) {
      this.fail(path, 'has no .yaml, .yml or .json file', 'Check the path.');
    }
  }

  private walk(folder: string, realPath: string): void {
    if (!this.isNew(realPath)) return;
    for (const name of this.namesIn(folder)) {
      if (editorLock.test(name)) continue;
      const path = join(folder, name);
      if (this.isExcluded(path)) continue;
      const target = this.reach(path, { isListed: true });
      if (target === undefined) continue;
      if (!target.isFolder) this.addListed(path, target);
      else if (!skippedFolders.has(name)) this.walk(path, target.realPath);
    }
  }

  private addListed(path: string, { realPath, isFile }: Reached): void {
    if (!manifestName.test(path) || basename(path) === optionsFile || !this.isNew(realPath)) return;
    if (isFile) this.files.push({ path, isNamed: false });
    // Opening a pipe without a writer blocks. A pipe that the user names is intended, such as <(kustomize
    // build .).
    else
      this.warnings.push({
        file: path,
        message: 'is a pipe, a socket or a device, not a file; it is skipped',
        fix: 'Name it as an argument to read it.',
      });
  }

  private namesIn(folder: string): readonly string[] {
    try {
      return readdirSync(folder).sort();
    } catch (error) {
      this.fail(folder, `cannot be read: ${reasonOf(error)}`, 'Check its permissions.');
      return [];
    }
  }

  /** @param isListed whether its folder lists the path, so a missing file is a dangling link */
  private reach(
    path: string,
    { isListed = false }: { readonly isListed?: boolean } = {},
  ): Reached | undefined {
    try {
      const found = statSync(path);
      return { realPath: realPathOf(path), isFolder: found.isDirectory(), isFile: found.isFile() };
    } catch (error) {
      if (isListed && (error as NodeJS.ErrnoException).code === 'ENOENT')
        this.warnings.push({
          file: path,
          message: 'is a dangling symbolic link; it is skipped',
          fix: 'Remove the link or create its target, which may contain manifests.',
        });
      else this.fail(path, reasonOf(error), 'Check the path; `-` reads standard input.');
      return undefined;
    }
  }

  private isExcluded(path: string): boolean {
    const written = normalize(path);
    return this.exclude.some((pattern) => {
      const compared = isAbsolute(pattern) ? resolve(path) : written;
      return [pattern, `${pattern}/**`].some(
        (one) =>
          matchesGlob(compared, one) || (!pattern.includes('/') && matchesGlob(basename(written), one)),
      );
    });
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
