import type { Command } from 'commander';
import { isFailing, render } from '../../engine/render.ts';
import { notesText } from '../../reporting/cluster-notes.ts';
import { printable } from '../../reporting/printable.ts';
import { renderedNotes, renderJson } from '../../reporting/rendered-report.ts';
import type { CliIo, CommandContext } from '../cli-io.ts';
import { forEachCluster } from '../cluster-files/each-cluster.ts';
import {
  addGivenClusterOptions,
  assumedForFiles,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { type NamedClusterFiles, readClusters } from '../cluster-files/read-cluster-files.ts';
import { cannotRun, commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption, oneClusterOption } from '../options.ts';

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
    .argument('[paths...]', `${inputPaths}; with --live: none`)
    .addOption(formatOption(['toml', 'json']))
    .addOption(oneClusterOption());
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
          ['mirrorguard render --live new.yaml', 'predict the file after new.yaml is applied'],
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
  const clusters = await readClusters(paths, toGivenCluster(options), io, options);
  if (clusters === undefined) return exitCode.couldNotRun;
  const results = forEachCluster(clusters, { ...options, io }, (files, own) =>
    renderOne(files, options, own),
  );
  return results.includes(false) ? exitCode.findings : exitCode.clean;
}

function renderOne(
  { name, cluster, notes: positioned, findPosition }: NamedClusterFiles,
  { format }: RenderOptions,
  io: CliIo,
): boolean {
  const notes = { assumed: assumedForFiles(cluster.assumed), notes: positioned };
  const rendered = render(cluster);
  const heading = name === '' ? '' : `# Cluster: ${printable(name)}\n`;
  if (format === 'json') io.writeOut(renderJson(rendered, notes, findPosition));
  else {
    io.writeErr(heading + notesText(notes) + renderedNotes(rendered, findPosition));
    io.writeOut(heading + (rendered.registriesConf ?? ''));
  }
  return !isFailing(rendered);
}
