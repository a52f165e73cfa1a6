import { Command, CommanderError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { commands } from './commands/index.ts';
import { examplesHelp } from './examples-help.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

/**
 * Runs one command line. A user's mistake is told on standard error and gives 2; only a programmer's mistake rejects.
 *
 * @param args without the names of node and of the script
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = exitCode.clean;
  const finish = (ended: ExitCode) => {
    code = ended;
  };
  const program = makeProgram(io);
  for (const add of commands) add(program, { io, finish });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asking for help or the version is no mistake; being shown the help for want of a command is.
    return error.exitCode === 0 ? exitCode.clean : exitCode.couldNotRun;
  }
}

function makeProgram(io: CliIo): Command {
  return new Command('mirrorguard')
    .description(
      'Says what OpenShift will make of image-mirror configuration, before it is applied: ImageDigestMirrorSet, ImageTagMirrorSet, ' +
        'ImageContentSourcePolicy. The same rules as the admission webhook, on files, without a cluster.',
    )
    .version(io.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({ writeOut: io.writeOut, writeErr: io.writeErr })
    .showHelpAfterError('(--help tells more)')
    .exitOverride()
    .addHelpText(
      'after',
      examplesHelp([
        ['mirrorguard lint manifests/', 'check a folder of manifests'],
        ['mirrorguard fix --write manifests/', 'repair what can be repaired without a doubt'],
        ['mirrorguard explain no-scheme', 'what a rule wants, and why'],
      ]),
    );
}
