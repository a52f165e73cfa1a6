import type { Command, Option } from 'commander';
import { pullConditions } from '../../engine/pulls/resolved.ts';
import { formatNames } from '../../reporting/formats.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import { levels } from '../rule-levels.ts';

/** The candidates for an argument or an option value. */
export type Values =
  | { readonly kind: 'files' | 'free' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface CompletedOption {
  /** `-o`, `--format` */
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined if the option has no value. */
  readonly value: Values | undefined;
}

export interface CompletedCommand {
  /** Command path without the program name: `audit query`; empty for the program. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletedOption[];
  readonly arguments: Values;
}

/** Every command of the program with its completions. */
export function completionModel(program: Command): readonly CompletedCommand[] {
  const names = program.commands.map((command) => command.name());
  const visit = (command: Command, path: string): readonly CompletedCommand[] => [
    toCompleted(command, path, names),
    ...command.commands.flatMap((child) => visit(child, `${path} ${child.name()}`.trim())),
  ];
  return visit(program, '');
}

function toCompleted(command: Command, path: string, commandNames: readonly string[]): CompletedCommand {
  const help = command.createHelp();
  const own = help.visibleOptions(command).map(toOption);
  const [first] = command.registeredArguments;
  const values =
    first === undefined
      ? ({ kind: 'free' } as const)
      : first.name() === 'command'
        ? words(commandNames)
        : valuesOf(first.name(), first.argChoices);
  return {
    path,
    subcommands: help
      .visibleCommands(command)
      .map((child) => ({ name: child.name(), summary: child.summary() || child.description() })),
    options: [...own.map(withAlias), ...(values.kind === 'files' ? [filename] : [])],
    arguments: values,
  };
}

/** The option names of kubectl, which are replaced before the options are parsed. */
const filename: CompletedOption = {
  flags: ['-f', '--filename'],
  description: 'read this file or folder',
  value: { kind: 'files' },
};

function withAlias(option: CompletedOption): CompletedOption {
  return option.flags.includes('--format') ? { ...option, flags: [...option.flags, '--output'] } : option;
}

function toOption({
  short,
  long,
  flags,
  description,
  argChoices,
  required,
  optional,
}: Option): CompletedOption {
  const placeholder = /<(.+)>/.exec(flags)?.[1] ?? '';
  return {
    flags: [short, long].filter((flag) => flag !== undefined && flag !== null),
    description,
    value: required || optional ? valuesOf(placeholder, argChoices) : undefined,
  };
}

const ruleIds = rules.map(({ id }) => id);

/** Candidates by the name of an argument or option value. */
const knownValues: ReadonlyMap<string, Values> = new Map<string, Values>([
  ...['path', 'paths', 'paths...', 'file', 'files', 'folder', 'before', 'after'].map(
    (name): [string, Values] => [name, { kind: 'files' }],
  ),
  ['id', words(ruleIds)],
  ['id=level', words(ruleIds.flatMap((id) => levels.map((level) => `${id}=${level}`)))],
  ['fix', words(mutations.map(({ id }) => id))],
  ['rule or text', words([...ruleIds, ...mutations.map(({ id }) => id)])],
  ['format[=file]', words(formatNames)],
  ['condition', words(pullConditions)],
]);

function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  return choices === undefined ? (knownValues.get(name) ?? { kind: 'free' }) : words(choices);
}

function words(list: readonly string[]): Values {
  return { kind: 'words', words: list };
}
