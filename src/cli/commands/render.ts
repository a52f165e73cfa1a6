import type { Command } from 'commander';
import { isFailing, render } from '../../engine/render.ts';
import { notesText } from '../../reporting/cluster-notes.ts';
import { renderedRemarks, renderJson } from '../../reporting/rendered-report.ts';
import {
  addGivenClusterOptions,
  assumedForFiles,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { readClusterFiles } from '../cluster-files/read-cluster-files.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface RenderOptions extends GivenClusterOptions {
  readonly format: 'toml' | 'json';
}

export function addRender(program: Command, context: CommandContext): void {
  const command = program
    .command('render')
    .summary('print the registries.conf that nodes would get')
    .description(
      'Prints /etc/containers/registries.conf byte for byte as the Machine Config Operator writes it for a cluster with these objects: mirror ' +
        'sets of all three kinds, Image cluster and ClusterVersion version. Everything else that there is to say goes to standard error.',
    )
    .argument(
      '[paths...]',
      'files, folders (a must-gather too) or - for standard input; default: the current folder',
    )
    .addOption(formatOption(['toml', 'json']));
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      `\nExit status: 0 printed; 1 nodes would not get or load this file, or the controller would not start; 2 an input could not be read, or wrong arguments.\n${examplesHelp(
        [
          ['mirrorguard render manifests/ > registries.conf', 'the file'],
          [
            'oc get idms,itms,icsp,image.config,clusterversion -o yaml | mirrorguard render -',
            'what a cluster has, or should have',
          ],
        ],
      )}`,
    )
    .action(async (paths: readonly string[], options: RenderOptions) =>
      context.finish(await renderFiles(paths, options, context)),
    );
}

async function renderFiles(
  paths: readonly string[],
  options: RenderOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const files = await readClusterFiles(paths.length === 0 ? ['.'] : paths, toGivenCluster(options), io);
  if (files === undefined) return exitCode.couldNotRun;
  const { cluster, remarks, findPlace } = files;
  const notes = { assumed: assumedForFiles(cluster.assumed), remarks };
  const rendered = render(cluster);
  if (options.format === 'json') io.writeOut(renderJson(rendered, notes, findPlace));
  else {
    io.writeErr(notesText(notes) + renderedRemarks(rendered, findPlace));
    io.writeOut(rendered.registriesConf ?? '');
  }
  return isFailing(rendered) ? exitCode.findings : exitCode.clean;
}
