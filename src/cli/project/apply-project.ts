import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';
import { findProject, type Project } from './find-project.ts';

/**
 * Sets the options from the project file that the command line does not set. Options that the command does
 * not have are skipped.
 * @returns false if the project file is invalid; the reason is printed to standard error
 */
export function applyProject(command: Command, io: Pick<CliIo, 'writeErr'>): boolean {
  const isRelevant = command.options.some((option) => projectOptions.has(option.attributeName()));
  if (!isRelevant) return true;
  const project = findProject(inputsOf(command), io);
  if (project === undefined) return true;
  if (project === 'invalid') return false;
  for (const [name, value] of valuesOf(project)) {
    const option = command.options.find((one) => one.attributeName() === name);
    if (option === undefined || value === undefined || isGiven(command, name)) continue;
    command.setOptionValueWithSource(name, value, 'config');
  }
  return true;
}

const projectOptions: ReadonlySet<string> = new Set(['policy', 'exclude', 'stored', 'openshiftVersion']);

/** `--live` and the related options also select the stored objects. */
const replaces: Readonly<Record<string, readonly string[]>> = { stored: ['live', 'kubeconfig', 'context'] };

function isGiven(command: Command, name: string): boolean {
  return [name, ...(replaces[name] ?? [])].some((option) => {
    const source = command.getOptionValueSource(option);
    return source !== undefined && source !== 'default';
  });
}

function valuesOf({ folder, settings }: Project): readonly (readonly [name: string, value: unknown])[] {
  const { policy, exclude, stored, release } = settings;
  return [
    ['policy', policy === undefined ? undefined : join(folder, policy)],
    // A pattern without a slash matches names in any folder.
    ['exclude', exclude?.map((pattern) => (pattern.includes('/') ? resolve(folder, pattern) : pattern))],
    ['stored', stored?.map((path) => join(folder, path))],
    ['openshiftVersion', release],
  ];
}

/** The inputs of a command; the working directory for a command without inputs. */
function inputsOf(command: Command): readonly string[] {
  const { in: clusterPaths, images } = command.opts<{
    readonly in?: readonly string[];
    readonly images?: readonly string[];
  }>();
  const paths =
    command.name() === 'resolve'
      ? [...(clusterPaths ?? []), ...(images ?? [])]
      : command.processedArgs.flat();
  const given = paths.filter((path): path is string => typeof path === 'string');
  return given.length === 0 ? ['.'] : given;
}
