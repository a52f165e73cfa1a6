import type { Command } from 'commander';
import { diff, type SharedWorld, shareWorld } from '../../engine/diff.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { valueAt } from '../../model/json.ts';
import { notesText } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { type DiffReport, diffBlocks, diffJson } from '../../reporting/diff-report.ts';
import { renderedRemarks } from '../../reporting/rendered-report.ts';
import { wantsColour } from '../cli-io.ts';
import {
  addGivenClusterOptions,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { readClusterFiles, toClusterFiles } from '../cluster-files/read-cluster-files.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';
import { isReadTwice, refuseSecondRead } from '../stdin-once.ts';

interface DiffOptions extends GivenClusterOptions {
  readonly apply?: boolean;
  readonly format: 'pretty' | 'json';
}

export function addDiff(program: Command, context: CommandContext): void {
  const command = program
    .command('diff')
    .summary('compare two states of a cluster')
    .description(
      'Says what it means for the nodes to come from one state to another: the difference of registries.conf, the pulls that change, and whether ' +
        'nodes reload, drain or reboot, and why. Each state is complete: its mirror sets and its Image cluster. What is known of the cluster ' +
        'itself (ClusterVersion, MachineConfiguration, pools) holds for both where just one side has it.',
    )
    .argument('<before>', 'a file, a folder (a must-gather too) or - for standard input')
    .argument('<after>', 'a file, a folder or -')
    .option('-a, --apply', 'apply AFTER to BEFORE, instead of taking it for a complete state')
    .addOption(formatOption(['pretty', 'json']));
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      '\nExit status: 0 nothing changes on the nodes; 1 something changes, or the operator would stop; 2 an input could not be read, or wrong arguments.',
    )
    .addHelpText(
      'after',
      examplesHelp([
        ['mirrorguard diff must-gather/ manifests/', 'from what a cluster has to what it should have'],
        ['mirrorguard diff --apply must-gather/ new.yaml', 'what new.yaml changes in a cluster'],
        ['git show main:idms.yaml | mirrorguard diff - idms.yaml', 'what a pull request changes'],
      ]),
    )
    .action(async (before: string, after: string, options: DiffOptions) =>
      context.finish(await diffFiles(before, after, options, context)),
    );
}

async function diffFiles(
  beforePath: string,
  afterPath: string,
  options: DiffOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const given = toGivenCluster(options);
  if (isReadTwice(beforePath, afterPath)) return refuseSecondRead(io);
  const old = await readClusterFiles([beforePath], given, io);
  const written = await readClusterFiles([afterPath], given, io);
  if (old === undefined || written === undefined) return exitCode.couldNotRun;
  const now =
    options.apply === true ? toClusterFiles(applyTo(old.manifests, written.manifests), given) : written;
  const { before, after, imageConfigOnlyIn } = shareWorld(old.cluster, now.cluster);
  const report: DiffReport = {
    diff: diff(before, after),
    before: {
      name: beforePath,
      notes: { assumed: before.assumed, remarks: old.remarks },
      findPlace: old.findPlace,
    },
    after: {
      name: afterPath,
      notes: { assumed: after.assumed, remarks: now.remarks },
      findPlace: now.findPlace,
    },
  };
  if (options.format === 'json') io.writeOut(diffJson(report));
  else {
    io.writeErr(remarksOf(report, imageConfigOnlyIn));
    io.writeOut(diffBlocks(report.diff, paletteFor({ colour: wantsColour(io) })));
  }
  return report.diff.isChange ? exitCode.findings : exitCode.clean;
}

/** What is written takes the place of what has its name, so that nothing appears twice. */
function applyTo(stored: readonly Manifest[], written: readonly Manifest[]): readonly Manifest[] {
  const key = ({ apiVersion, kind, name, object }: Manifest) =>
    JSON.stringify([apiVersion, kind, valueAt(object, ['metadata', 'namespace']), name]);
  const replaced = new Set(written.map(key));
  return [...stored.filter((manifest) => !replaced.has(key(manifest))), ...written];
}

/** What is wrong after the change comes first: it is the reason for all that follows. */
function remarksOf(
  { diff: { before: old, after: now }, before, after }: DiffReport,
  only: SharedWorld['imageConfigOnlyIn'],
): string {
  const said = new Set(after.notes.assumed.map(({ fact }) => fact));
  const [having, lacking] = only === 'before' ? [before, after] : [after, before];
  const oneSided = `warning: Image "cluster" stands only in ${having.name}: in ${lacking.name} no registry is taken to be insecure, blocked or allowed\n`;
  return [
    renderedRemarks(now, after.findPlace, `${after.name}: `),
    renderedRemarks(old, before.findPlace, `${before.name}: `),
    only === undefined ? '' : oneSided,
    notesText({
      ...before.notes,
      assumed: before.notes.assumed.filter(({ fact }) => fact !== 'imageConfig' && !said.has(fact)),
    }),
    notesText({
      ...after.notes,
      assumed: after.notes.assumed.filter(({ fact }) => fact !== 'imageConfig' || only === undefined),
    }),
  ].join('');
}
