import { type Command, Option } from 'commander';
import { paletteFor } from '../../reporting/color.ts';
import { type Diagnosis, doctorJson, doctorText, isHealthy } from '../../reporting/live/doctor-report.ts';
import { type CommandContext, usesColor } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { ClusterTarget } from '../live/cluster-access.ts';
import { addClusterOptions } from '../live/live-options.ts';
import { reportUnreadable } from '../live/read-live.ts';
import { formatOption } from '../options.ts';

interface DoctorOptions extends ClusterTarget {
  readonly format: 'pretty' | 'json';
  readonly namespace?: string;
}

export function addDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('check the installation in a cluster')
    .description(
      'Checks the webhook configurations, caBundle, certificate,\n' +
        'endpoints and permissions of each installation, and that the\n' +
        'API server denies an invalid mirror set (a dry run). Changes\n' +
        'nothing.',
    )
    .addOption(new Option('-n, --namespace <name>', 'check only this namespace'))
    .addOption(formatOption(['pretty', 'json']));
  addClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'healthy',
          1: 'a check failed, or could not be made',
          2: 'the cluster cannot be read, or the arguments are invalid',
        },
        examples: [['mirrorguard doctor', 'check the installations in the cluster']],
      }),
    )
    .action(async (options: DoctorOptions) => context.finish(await examine(options, context)));
}

async function examine({ format, ...target }: DoctorOptions, { io }: CommandContext): Promise<ExitCode> {
  let diagnosis: Diagnosis;
  try {
    io.progress?.('checking the cluster');
    diagnosis = await io.clusters.diagnose({ ...target, nowMs: io.nowMs() });
  } catch (error) {
    reportUnreadable(error, io);
    return exitCode.couldNotRun;
  }
  const palette = paletteFor({ color: usesColor(io) });
  io.writeOut(format === 'json' ? doctorJson(diagnosis) : doctorText(diagnosis, palette));
  return isHealthy(diagnosis) ? exitCode.clean : exitCode.findings;
}
