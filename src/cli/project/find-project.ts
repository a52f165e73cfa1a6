import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ProjectSettings, projectFileName, readProject } from '../../config/project-file.ts';
import { decodeText } from '../../manifests/decode-text.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import type { CliIo } from '../cli-io.ts';
import { printProblems } from '../policy/load-policy.ts';

export interface Project {
  /** The displayed path. */
  readonly file: string;
  readonly folder: string;
  readonly settings: ProjectSettings;
}

/**
 * Finds the project file of inputs: the first one in the folder of each input or above it, up to the root of
 * its git repository. For standard input, the search starts in the working directory. Problems are printed to
 * standard error.
 */
export function findProject(
  inputs: readonly string[],
  io: Pick<CliIo, 'writeErr'>,
): Project | 'invalid' | undefined {
  const files = [...new Set(inputs.flatMap((input) => projectFileOf(input) ?? []))].map(shown);
  const [file, other] = files;
  if (file === undefined) return undefined;
  if (other !== undefined) {
    // A run has exactly one policy and one cluster state.
    io.writeErr(`error: the inputs belong to ${file} and ${other}; check them in separate runs\n`);
    return 'invalid';
  }
  return readProjectFile(file, io);
}

function readProjectFile(file: string, io: Pick<CliIo, 'writeErr'>): Project | 'invalid' {
  const fail = (message: string) => {
    printProblems(file, [{ line: 1, column: 1, path: '', message }], io);
    return 'invalid' as const;
  };
  try {
    const decoded = decodeText(readFileSync(file));
    if (!('text' in decoded)) return fail(decoded.message);
    const read = readProject(decoded.text);
    if ('settings' in read) return { file, folder: dirname(file), settings: read.settings };
    printProblems(file, read.problems, io);
    return 'invalid';
  } catch (error) {
    return fail(reasonOf(error));
  }
}

function projectFileOf(input: string): string | undefined {
  let folder = input === '-' ? process.cwd() : folderOf(resolve(input));
  for (;;) {
    const file = join(folder, projectFileName);
    if (existsSync(file)) return file;
    const parent = dirname(folder);
    // Files above the repository do not belong to the project.
    if (parent === folder || existsSync(join(folder, '.git'))) return undefined;
    folder = parent;
  }
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
}

function shown(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere.startsWith('..') ? file : fromHere;
}
