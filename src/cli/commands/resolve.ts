import { type Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from '../../engine/pulls/resolve.ts';
import { type PullCondition, pullConditions, type Resolved } from '../../engine/pulls/resolved.ts';
import { count } from '../../model/text/count.ts';
import { loadErrorText, notesText, stopsText } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/color.ts';
import { printable } from '../../reporting/printable.ts';
import { conditionsOf, imagePullsText, imageSummary } from '../../reporting/pulls/image-pulls-report.ts';
import { resolveJson, resolveText } from '../../reporting/pulls/resolve-report.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { forEachCluster } from '../cluster-files/each-cluster.ts';
import {
  addGivenClusterOptions,
  assumedForFiles,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { type NamedClusterFiles, readClusters } from '../cluster-files/read-cluster-files.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readsCluster } from '../live/live-options.ts';
import { formatOption, oneClusterOption, repeatable } from '../options.ts';
import { imagePaths, type RequestedImages, requestedImages } from '../requested-images.ts';
import { isReadTwice, rejectSecondRead } from '../stdin-once.ts';

interface ResolveOptions extends GivenClusterOptions {
  readonly in?: readonly string[];
  readonly images?: readonly string[];
  readonly failOn: readonly PullCondition[];
  readonly format: 'pretty' | 'json';
}

export function addResolve(program: Command, context: CommandContext): void {
  const command = program
    .command('resolve')
    .summary('predict where nodes pull an image from')
    .description(
      'Reports for each image from where nodes pull it, or why the pull\n' +
        'fails; then the locations that a node tries, in order, with the\n' +
        'entries that cause them. With --images, each image of pod specs,\n' +
        'CatalogSources, ImageStreams, ImageSetConfigurations and image\n' +
        'lists gets one line.',
    )
    .argument('[references...]', 'images as in a pod; without tag and digest, :latest')
    .addOption(repeatable('--in <path>', 'read the cluster from a file, folder or -'))
    .addOption(
      new Option('--images <paths...>', 'resolve the images of manifests, or of a list with one per line'),
    )
    .addOption(failOnOption())
    .addOption(formatOption(['pretty', 'json']))
    .addOption(oneClusterOption());
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'resolved, and no image meets a condition of --fail-on',
          1: 'an image does, or nodes would not apply this state',
          2: cannotRun,
        },
        examples: [
          ['mirrorguard resolve quay.io/team/app:v1 --in manifests/', 'resolve an image'],
          [
            'helm template chart/ | mirrorguard resolve --images - --in manifests/ --fail-on no-mirror',
            'fail if an image of a chart has no mirror',
          ],
          [
            'oc get idms,itms,image.config -o yaml | mirrorguard resolve nginx -o json --in -',
            'resolve an image in a cluster, as JSON',
          ],
          ['mirrorguard resolve --live quay.io/team/app:v1', 'resolve an image in the running cluster'],
        ],
      }),
    )
    .action(async (references: readonly string[], options: ResolveOptions) =>
      context.finish(await resolveIn(references, options, context)),
    );
}

function failOnOption(): Option {
  const conditions = pullConditions.join(', ').replace(/, (?=[^,]*$)/, ' or ');
  return new Option('--fail-on <condition>', `exit with status 1 if it holds: ${conditions}; repeatable`)
    .argParser((text: string, previous: readonly PullCondition[]) => [...previous, ...toConditions(text)])
    .default([], 'none');
}

function toConditions(text: string): readonly PullCondition[] {
  return text.split(',').map((word) => {
    const condition = pullConditions.find((known) => known === word);
    if (condition === undefined) throw new InvalidArgumentError(`Use one of ${pullConditions.join(', ')}.`);
    return condition;
  });
}

async function resolveIn(
  references: readonly string[],
  options: ResolveOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (isReadTwice(options.in, imagePaths(references, options.images))) return rejectSecondRead(io);
  const images = await requestedImages(references, options, io);
  if (images === undefined) return exitCode.couldNotRun;
  if (options.in === undefined && !readsCluster(options)) {
    io.writeErr("error: required option '--in <path>' or '--live' not specified\n(see --help)\n");
    return exitCode.couldNotRun;
  }
  const clusters = await readClusters(options.in ?? [], toGivenCluster(options), io, options);
  if (clusters === undefined) return exitCode.couldNotRun;
  const arePassed = forEachCluster(clusters, { ...options, io }, (files, own) =>
    resolveOne(images, files, options, own),
  );
  return arePassed.includes(false) ? exitCode.findings : exitCode.clean;
}

function resolveOne(
  images: RequestedImages,
  files: NamedClusterFiles,
  options: ResolveOptions,
  io: CliIo,
): boolean {
  const resolved = resolve(files.cluster, [...images.usedBy.keys()]);
  const isResolved = resolved.stops.length === 0 && resolved.loadError === undefined;
  report(resolved, images, files, options, io);
  if (!isResolved) return false;
  const failures = options.failOn.map((condition) => ({
    condition,
    count: resolved.results.filter((pull) => conditionsOf(pull).has(condition)).length,
  }));
  const met = failures.filter((failure) => failure.count > 0);
  for (const { condition, count: images } of met)
    io.writeErr(`error: ${count(images, 'image meets', 'images meet')} --fail-on ${condition}\n`);
  return met.length === 0;
}

function report(
  resolved: Resolved,
  { usedBy, areRead }: RequestedImages,
  { name, cluster, notes: positioned, findPosition }: NamedClusterFiles,
  { format }: ResolveOptions,
  io: CliIo,
): void {
  const { results, stops, loadError } = resolved;
  const notes = { assumed: assumedForFiles(cluster.assumed), notes: positioned };
  if (format === 'json') {
    io.writeOut(resolveJson(resolved, notes, findPosition, usedBy));
    return;
  }
  const heading = name === '' ? '' : `Cluster: ${printable(name)}\n`;
  const problems = stopsText(stops, findPosition) + loadErrorText(loadError);
  io.writeErr(heading + notesText(notes) + problems);
  if (problems !== '') return;
  const palette = paletteFor({ color: usesColor(io) });
  const users = (reference: string) => usedBy.get(reference) ?? [];
  const text = areRead
    ? imagePullsText(
        results.map((pull) => ({ pull, usedBy: users(pull.reference) })),
        palette,
      )
    : resolveText(resolved, findPosition, palette);
  io.writeOut(heading + text);
  if (areRead) io.writeErr(imageSummary(results));
}
