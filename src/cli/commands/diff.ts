import { relative } from 'node:path';
import type { Command } from 'commander';
import type { GivenCluster } from '../../engine/cluster.ts';
import { diff, type SharedFacts, shareFacts } from '../../engine/diff.ts';
import { notesText } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/color.ts';
import { type DiffReport, diffBlocks, diffJson } from '../../reporting/diff-report.ts';
import { printable } from '../../reporting/printable.ts';
import { renderedPairNotes } from '../../reporting/rendered-report.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { applyManifests } from '../cluster-files/apply-manifests.ts';
import { forEachCluster } from '../cluster-files/each-cluster.ts';
import {
  addGivenClusterOptions,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import {
  type ClusterFiles,
  type NamedClusterFiles,
  readClusterFiles,
  readClusters,
  readLiveFiles,
  toClusterFiles,
} from '../cluster-files/read-cluster-files.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readsCluster } from '../live/live-options.ts';
import { formatOption, oneClusterOption } from '../options.ts';
import { isReadTwice, rejectSecondRead } from '../stdin-once.ts';

interface DiffOptions extends GivenClusterOptions {
  readonly apply?: boolean;
  readonly format: 'pretty' | 'json';
}

export function addDiff(program: Command, context: CommandContext): void {
  const command = program
    .command('diff')
    .summary('compare two states of a cluster')
    .description(
      'Predicts what a change does: the diff of registries.conf, the\n' +
        'pulls that change, and whether nodes reload CRI-O, drain or\n' +
        'reboot, with the reasons. Each state is complete: its mirror\n' +
        'sets and its Image "cluster". Other objects of the cluster\n' +
        'count for both states if only one has them.',
    )
    .argument('<before>', 'a file, a folder or - for standard input; omit it with --live')
    .argument('[after]', 'a file, a folder or - for standard input')
    .option('-a, --apply', 'apply AFTER to BEFORE instead of replacing BEFORE')
    .addOption(formatOption(['pretty', 'json']))
    .addOption(oneClusterOption());
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'nothing changes on the nodes',
          1: 'something changes, or the operator would stop',
          2: cannotRun,
        },
        examples: [
          ['mirrorguard diff must-gather/ manifests/', 'compare a cluster with its intended state'],
          ['mirrorguard diff --apply must-gather/ new.yaml', 'predict what new.yaml changes'],
          [
            'mirrorguard diff --live --apply new.yaml',
            'predict what new.yaml changes in the running cluster',
          ],
          ['git show main:idms.yaml | mirrorguard diff - idms.yaml', 'predict what a pull request changes'],
        ],
      }),
    )
    .action(async (before: string, after: string | undefined, options: DiffOptions) =>
      context.finish(await diffStates(before, after, options, context)),
    );
}

async function diffStates(
  first: string,
  second: string | undefined,
  options: DiffOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (readsCluster(options)) {
    if (second === undefined) return await diffLive(first, options, io);
    io.writeErr('error: with --live, pass one state; the running cluster is the other\n');
    return exitCode.couldNotRun;
  }
  if (second !== undefined) return await diffFiles(first, second, options, io);
  io.writeErr('error: missing the second state; with --live, the running cluster is the first\n');
  return exitCode.couldNotRun;
}

async function diffLive(path: string, options: DiffOptions, io: CliIo): Promise<ExitCode> {
  const given = toGivenCluster(options);
  const live = await readLiveFiles(given, io, options);
  if (live === undefined) return exitCode.couldNotRun;
  const written = await readClusterFiles([path], given, io, options.exclude);
  if (written === undefined) return exitCode.couldNotRun;
  const names = { beforePath: 'the cluster', afterPath: path, given: live.given };
  return diffOne({ ...live, name: '', written }, names, options, io) ? exitCode.findings : exitCode.clean;
}

async function diffFiles(
  beforePath: string,
  afterPath: string,
  options: DiffOptions,
  io: CliIo,
): Promise<ExitCode> {
  const given = toGivenCluster(options);
  if (isReadTwice(beforePath, afterPath)) return rejectSecondRead(io);
  const old = await readClusters([beforePath], given, io, options);
  const written = await readClusters([afterPath], given, io, options);
  if (old === undefined || written === undefined) return exitCode.couldNotRun;
  const pairs = pairClusters(
    { path: beforePath, clusters: old },
    { path: afterPath, clusters: written },
    given,
  );
  if (pairs === undefined) {
    io.writeErr(
      `error: only one of ${beforePath} and ${afterPath} describes several clusters; pass the ` +
        'folder of one of them, or --one-cluster\n',
    );
    return exitCode.couldNotRun;
  }
  const isChanged = forEachCluster(pairs, { ...options, io }, (pair, own) =>
    diffOne(pair, { beforePath, afterPath, given }, options, own),
  );
  return isChanged.includes(true) ? exitCode.findings : exitCode.clean;
}

interface Side {
  readonly path: string;
  readonly clusters: readonly NamedClusterFiles[];
}

interface ClusterPair extends NamedClusterFiles {
  readonly written: ClusterFiles;
}

/**
 * Pairs the states of each cluster by the folder below the argument. If one side lacks a cluster, its state
 * there is empty.
 */
function pairClusters(before: Side, after: Side, given: GivenCluster): readonly ClusterPair[] | undefined {
  const [old] = before.clusters;
  const [written] = after.clusters;
  const counts = [before.clusters.length, after.clusters.length];
  if (old !== undefined && written !== undefined && counts.every((count) => count === 1))
    return [{ ...old, name: '', written }];
  if (counts.includes(1)) return undefined;
  const keyed = ({ path, clusters }: Side) =>
    new Map(
      clusters.map((files) => [files.name.startsWith(path) ? relative(path, files.name) : files.name, files]),
    );
  const [beforeByName, afterByName] = [keyed(before), keyed(after)];
  const nothing = toClusterFiles([], given);
  return [...new Set([...beforeByName.keys(), ...afterByName.keys()])].map((name) => ({
    ...(beforeByName.get(name) ?? nothing),
    name,
    written: afterByName.get(name) ?? nothing,
  }));
}

function diffOne(
  { written, name, ...old }: ClusterPair,
  {
    beforePath,
    afterPath,
    given,
  }: { readonly beforePath: string; readonly afterPath: string; readonly given: GivenCluster },
  options: DiffOptions,
  io: CliIo,
): boolean {
  const now =
    options.apply === true
      ? toClusterFiles(applyManifests(old.manifests, written.manifests), given)
      : written;
  const { before, after, imageConfigOnlyIn } = shareFacts(old.cluster, now.cluster, {
    isApplied: options.apply === true,
  });
  const report: DiffReport = {
    diff: diff(before, after),
    before: {
      name: beforePath,
      notes: { assumed: before.assumed, notes: old.notes },
      findPosition: old.findPosition,
    },
    after: {
      name: afterPath,
      notes: { assumed: after.assumed, notes: now.notes },
      findPosition: now.findPosition,
    },
  };
  if (options.format === 'json') io.writeOut(diffJson(report));
  else {
    const heading = name === '' ? '' : `Cluster: ${printable(name)}\n`;
    io.writeErr(heading + notesOf(report, imageConfigOnlyIn));
    io.writeOut(heading + diffBlocks(report.diff, paletteFor({ color: usesColor(io) })));
  }
  return report.diff.isChange;
}

/** Problems of the new state come first, because they cause the others. */
function notesOf(
  { diff: { before: old, after: now }, before, after }: DiffReport,
  only: SharedFacts['imageConfigOnlyIn'],
): string {
  const assumedAfter = new Set(after.notes.assumed.map(({ fact }) => fact));
  const [having, lacking] = only === 'before' ? [before, after] : [after, before];
  const oneSided =
    `warning: only ${having.name} has Image "cluster"; ${lacking.name} is evaluated without ` +
    'registry lists\n';
  return [
    renderedPairNotes({ ...after, rendered: now }, { ...before, rendered: old }),
    only === undefined ? '' : oneSided,
    notesText({
      ...before.notes,
      assumed: before.notes.assumed.filter(({ fact }) => fact !== 'imageConfig' && !assumedAfter.has(fact)),
    }),
    notesText({
      ...after.notes,
      assumed: after.notes.assumed.filter(({ fact }) => fact !== 'imageConfig' || only === undefined),
    }),
  ].join('');
}
