import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { GivenCluster } from '../../engine/cluster.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { count } from '../../model/text/count.ts';
import { embedData, emptyData } from '../../page/data/embed.ts';
import type { PageCluster, PageData } from '../../page/data/page-data.ts';
import { toPageState } from '../../page/data/page-state.ts';
import type { CliIo, CommandContext } from '../cli-io.ts';
import {
  addGivenClusterOptions,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { readAll, readClusters, readLiveFiles } from '../cluster-files/read-cluster-files.ts';
import { cannotRun, commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readsCluster } from '../live/live-options.ts';
import { oneClusterOption, storedOption } from '../options.ts';
import { isReadTwice, rejectSecondRead } from '../stdin-once.ts';

interface ReportOptions extends GivenClusterOptions {
  readonly empty?: boolean;
  readonly stored?: readonly string[];
  readonly outputFile?: string;
}

export function addReport(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('write a page about pulls and findings')
    .description(
      'Writes one HTML file that predicts pulls, lists findings, and\n' +
        'compares two states. It works from disk, without a network,\n' +
        'and sends nothing. It has no credentials.',
    )
    .argument('[paths...]', inputPaths)
    .option('--output-file <file>', 'write the page to this file (default: standard output)')
    .option('--empty', 'write a page without data, to paste manifests into')
    .addOption(storedOption())
    .addOption(oneClusterOption());
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'the page is written', 2: cannotRun },
        examples: [
          ['mirrorguard report manifests/ --output-file report.html', 'show the state of a folder'],
          [
            'mirrorguard report --stored must-gather/ new.yaml --output-file report.html',
            'show a change to a cluster',
          ],
          ['mirrorguard report --live --output-file report.html', 'show the running cluster'],
          ['mirrorguard report --empty --output-file mirrorguard.html', 'get a page to paste manifests into'],
        ],
      }),
    )
    .action(async (paths: readonly string[], options: ReportOptions) =>
      context.finish(await report(paths, options, context)),
    );
}

async function report(
  paths: readonly string[],
  options: ReportOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const hasInput = paths.length > 0 || options.stored !== undefined || readsCluster(options);
  if (options.empty === true && hasInput) {
    io.writeErr('error: --empty takes no paths and no cluster\n');
    return exitCode.couldNotRun;
  }
  if (options.outputFile === undefined && io.isTerminal) {
    io.writeErr('error: the page is too long for a terminal; pass --output-file\n');
    return exitCode.couldNotRun;
  }
  const data = options.empty === true ? emptyData(io.version) : await readData(paths, options, io);
  return data === undefined ? exitCode.couldNotRun : write(data, options, io);
}

async function readData(
  paths: readonly string[],
  options: ReportOptions,
  io: CliIo,
): Promise<PageData | undefined> {
  const given = toGivenCluster(options);
  const clusters = await readPageClusters(paths, given, options, io);
  if (clusters === undefined) return undefined;
  return { toolVersion: io.version, createdAt: new Date(io.nowMs()).toISOString(), clusters };
}

async function readPageClusters(
  paths: readonly string[],
  given: GivenCluster,
  options: ReportOptions,
  io: CliIo,
): Promise<PageData['clusters'] | undefined> {
  const { stored: storedPaths } = options;
  const isLive = readsCluster(options);
  if (storedPaths === undefined && !isLive) return await readStates(paths, given, options, io);
  if (storedPaths !== undefined && isLive) {
    io.writeErr('error: --stored and --live exclude each other\n');
    return undefined;
  }
  if (storedPaths !== undefined && isReadTwice(paths, storedPaths)) {
    rejectSecondRead(io);
    return undefined;
  }
  const stored = await readCurrent(storedPaths, given, options, io);
  return stored === undefined ? undefined : await addChange(stored, paths, given, options, io);
}

async function readStates(
  paths: readonly string[],
  given: GivenCluster,
  options: ReportOptions,
  io: CliIo,
): Promise<PageData['clusters'] | undefined> {
  const clusters = await readClusters(paths, given, io, options);
  if (clusters === undefined) return undefined;
  const [first, ...others] = clusters.map(
    ({ name, manifests }): PageCluster => ({ name, state: toPageState(manifests, given) }),
  );
  return first === undefined ? undefined : [first, ...others];
}

/** Reads the running cluster, or the stored objects of files. */
async function readCurrent(
  storedPaths: readonly string[] | undefined,
  given: GivenCluster,
  options: ReportOptions,
  io: CliIo,
): Promise<PageCluster | undefined> {
  if (storedPaths === undefined) {
    const live = await readLiveFiles(given, io, options);
    return live && { name: live.name, state: toPageState(live.manifests, live.given) };
  }
  const stored = await readAll(storedPaths, [], io);
  return stored && { name: '', state: toPageState(stored, given) };
}

/** Applies the files of the paths to the current objects. */
async function addChange(
  current: PageCluster,
  paths: readonly string[],
  given: GivenCluster,
  { stored, exclude = [] }: ReportOptions,
  io: CliIo,
): Promise<PageData['clusters'] | undefined> {
  if (paths.length === 0 && stored === undefined) return [current];
  const written = await readAll(paths.length === 0 ? ['.'] : paths, exclude, io);
  return written && [{ ...current, change: { mode: 'apply', state: toPageState(written, given) } }];
}

function write(data: PageData, { outputFile }: ReportOptions, io: CliIo): ExitCode {
  const page = embedData(io.readReportPage(), data);
  if (outputFile === undefined) {
    io.writeOut(page);
    return exitCode.clean;
  }
  try {
    writeFileSync(outputFile, page);
  } catch (error) {
    io.writeErr(`error: ${outputFile} ${reasonOf(error, 'write')}\n`);
    return exitCode.couldNotRun;
  }
  io.writeErr(`Wrote ${outputFile} (${count(data.clusters.length, 'cluster')})\n`);
  return exitCode.clean;
}
