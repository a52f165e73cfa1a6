import { Command, CommanderError } from 'commander';
import type { CliIo, CommandContext } from './cli-io.ts';
import { examplesHelp } from './command-help.ts';
import { commands } from './commands/index.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { withProgress } from './progress.ts';
import { applyProject } from './project/apply-project.ts';

/**
 * Runs one command line. A user error is printed to standard error and results in status 2; only a programmer
 * error rejects.
 * @param args without the paths of node and of the script
 */
export async function runCli(args: readonly string[], process: CliIo): Promise<ExitCode> {
  const { io, end } = withProgress(asProgram(process));
  let code: ExitCode = exitCode.clean;
  const finish = (ended: ExitCode) => {
    code = ended;
  };
  const program = makeProgram({ io, finish });
  try {
    await program.parseAsync(withoutAliases(args), { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander also throws for --help and --version, with exit code 0.
    return error.exitCode === 0 ? exitCode.clean : exitCode.couldNotRun;
  } finally {
    end();
  }
}

/**
 * Replaces the option names of kubectl: `--output` becomes `--format`, and the value of `-f` and `--filename`
 * becomes a path argument, or the value of `--in` for `resolve`.
 */
function withoutAliases(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  const toPath = (path: string) => (args[0] === 'resolve' ? [`--in=${path}`] : [path]);
  const replaced = own.flatMap((arg, index) => {
    const isValue = own[index - 1] === '-f' || own[index - 1] === '--filename';
    if (isValue) return toPath(arg);
    if (arg === '-f' || arg === '--filename') return own[index + 1] === undefined ? [arg] : [];
    if (arg.startsWith('--filename=')) return toPath(arg.slice('--filename='.length));
    return [arg.replace(/^--output(?==|$)/, '--format')];
  });
  return [...replaced, ...args.slice(own.length)];
}

/**
 * Commands in examples and advice start with the program name, which is `kubectl mirrorguard` for the plugin.
 */
function asProgram(io: CliIo): CliIo {
  const { programName } = io;
  if (programName === undefined) return io;
  const rename = (text: string) => text.replace(/(?<=[`|$] ?)mirrorguard(?= )/g, programName);
  return {
    ...io,
    writeOut: (text) => io.writeOut(rename(text)),
    writeErr: (text) => io.writeErr(rename(text)),
  };
}

/** The program with all commands. */
export function makeProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command(io.programName ?? 'mirrorguard')
    .description(
      'Checks image-mirror configuration of OpenShift and predicts its\n' +
        'effect: ImageDigestMirrorSet, ImageTagMirrorSet and\n' +
        'ImageContentSourcePolicy. Reads files or a running cluster, and\n' +
        'evaluates the rules of the admission webhook.',
    )
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({ writeOut: io.writeOut, writeErr: io.writeErr })
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nThe file .mirrorguard.yaml in the folder of the input, or above it, sets\n' +
        'policy, exclude, stored and release; options of the command line take\n' +
        'precedence (docs/guides/cli.md).',
    )
    .addHelpText(
      'after',
      examplesHelp([
        ['mirrorguard lint manifests/', 'check a folder of manifests'],
        ['mirrorguard fix --write manifests/', 'apply safe fixes'],
        ['mirrorguard explain no-scheme', 'explain a rule'],
      ]),
    );
  for (const add of commands) add(program, context);
  program.hook('preAction', (_, command) => {
    if (applyProject(command, io)) return;
    throw new CommanderError(exitCode.couldNotRun, 'mirrorguard.project', '');
  });
  return program;
}
