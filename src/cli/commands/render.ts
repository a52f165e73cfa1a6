import type { Command } from 'commander';
import { isFailing, render } from '../../engine/render.ts';
import { notesText } from '../../reporting/cluster-notes.ts';
import { renderedNotes, renderJson } from '../../reporting/rendered-report.ts';
import {
  addGivenClusterOptions,
  assumedForFiles,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { readClusterFiles } from '../cluster-files/read-cluster-files.ts';
import type { CommandContext } from '../command-context.ts';
import { cannotRun, commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface RenderOptions extends GivenClusterOptions {
  readonly format: 'toml' | 'json';
}

export function addRender(program: Command, context: CommandContext): void {
  const command = program
    .command('render')
    .summary('predict the registries.conf of the nodes')
    .description(
      'Prints /etc/containers/registries.conf as the Machine Config\n' +
        'Operator writes it for these mirror sets, Image "cluster" and\n' +
        'ClusterVersion "version". Prints notes to standard error.',
    )
    .argument('[paths...]', inputPaths)
    .addOption(formatOption(['toml', 'json']));
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'the file is printed',
          1: 'nodes would not get or load the file; see standard error',
          2: cannotRun,
        },
        examples: [
          ['mirrorguard render manifests/ > registries.conf', 'write the file'],
          [
            'oc get idms,itms,imagecontentsourcepolicy,image.config,clusterversion -o yaml | ' +
              'mirrorguard render -',
            'predict the file of a cluster',
          ],
        ],
      }),
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
  const files = await readClusterFiles(
    paths.length === 0 ? ['.'] : paths,
    toGivenCluster(options),
    io,
    options.exclude,
  );
  if (files === undefined) return exitCode.couldNotRun;
  const { cluster, notes: placed, findPlace } = files;
  const notes = { assumed: assumedForFiles(cluster.assumed), notes: placed };
  const rendered = render(cluster);
  if (options.format === 'json') io.writeOut(renderJson(rendered, notes, findPlace));
  else {
    io.writeErr(notesText(notes) + renderedNotes(rendered, findPlace));
    io.writeOut(rendered.registriesConf ?? '');
  }
  return isFailing(rendered) ? exitCode.findings : exitCode.clean;
}
