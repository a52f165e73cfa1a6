import { type Command, Option } from 'commander';
import { resolve } from '../../engine/pulls/resolve.ts';
import { loadErrorText, notesText, stopsText } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { printable } from '../../reporting/printable.ts';
import { resolveJson, resolveText } from '../../reporting/resolve-report.ts';
import { type CliIo, wantsColour } from '../cli-io.ts';
import {
  addGivenClusterOptions,
  assumedForFiles,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import {
  type NamedClusterFiles,
  readClusters,
  rejectSeveralInJson,
} from '../cluster-files/read-cluster-files.ts';
import type { CommandContext } from '../command-context.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption, oneClusterOption } from '../options.ts';

interface ResolveOptions extends GivenClusterOptions {
  readonly in: readonly string[];
  readonly format: 'pretty' | 'json';
}

export function addResolve(program: Command, context: CommandContext): void {
  const command = program
    .command('resolve')
    .summary('predict where nodes pull an image from')
    .description(
      'Lists the locations that a node tries for each reference, in\n' +
        'order, with the entries that cause them. Reports blocked\n' +
        'locations, rejections by policy.json, and pulls that fail\n' +
        'before CRI-O contacts a registry.',
    )
    .argument('<references...>', 'images as in a pod; without tag and digest, :latest')
    .addOption(
      new Option('--in <path>', 'read the cluster from a file, folder or -; repeatable')
        .argParser((path: string, previous: readonly string[] = []) => [...previous, path])
        .makeOptionMandatory(),
    )
    .addOption(formatOption(['pretty', 'json']))
    .addOption(oneClusterOption());
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'every reference is resolved, also if its pull fails',
          1: 'the operator or the nodes would not apply this state',
          2: cannotRun,
        },
        examples: [
          ['mirrorguard resolve quay.io/team/app:v1 --in manifests/', 'resolve an image'],
          [
            'oc get idms,itms,image.config -o yaml | mirrorguard resolve nginx -o json --in -',
            'resolve an image in a cluster, as JSON',
          ],
        ],
      }),
    )
    .action(async (references: readonly string[], options: ResolveOptions) =>
      context.finish(await resolveIn(references, options, context)),
    );
}

async function resolveIn(
  references: readonly string[],
  options: ResolveOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (references.includes('')) {
    // Usually an unset variable.
    io.writeErr('error: empty image reference\n');
    return exitCode.couldNotRun;
  }
  const clusters = await readClusters(options.in, toGivenCluster(options), io, options);
  if (clusters === undefined || rejectSeveralInJson(options.format, clusters, io))
    return exitCode.couldNotRun;
  const areResolved = clusters.map((files) => resolveOne(references, files, options, io));
  return areResolved.includes(false) ? exitCode.findings : exitCode.clean;
}

function resolveOne(
  references: readonly string[],
  { name, cluster, notes: placed, findPlace }: NamedClusterFiles,
  { format }: ResolveOptions,
  io: CliIo,
): boolean {
  const notes = { assumed: assumedForFiles(cluster.assumed), notes: placed };
  const resolved = resolve(cluster, references);
  const isResolved = resolved.stops.length === 0 && resolved.refusal === undefined;
  const heading = name === '' ? '' : `Cluster: ${printable(name)}\n`;
  if (format === 'json') io.writeOut(resolveJson(resolved, notes, findPlace));
  else {
    const problems = stopsText(resolved.stops, findPlace) + loadErrorText(resolved.refusal);
    io.writeErr(heading + notesText(notes) + problems);
    if (isResolved)
      io.writeOut(heading + resolveText(resolved, findPlace, paletteFor({ colour: wantsColour(io) })));
  }
  return isResolved;
}
