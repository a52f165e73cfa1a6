import { type Command, Option } from 'commander';
import { resolve } from '../../engine/resolve.ts';
import { notesText, refusalText, stopsText } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/colour.ts';
import { resolveJson, resolveText } from '../../reporting/resolve-report.ts';
import { wantsColour } from '../cli-io.ts';
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

interface ResolveOptions extends GivenClusterOptions {
  readonly in: readonly string[];
  readonly format: 'pretty' | 'json';
}

export function addResolve(program: Command, context: CommandContext): void {
  const command = program
    .command('resolve')
    .summary('say where nodes would pull an image from')
    .description(
      'Says for each reference which places a node tries, in order, and which entry of which object is the reason: mirrors, what is blocked, ' +
        'what is rejected by policy.json, and pulls that fail before any registry is contacted.',
    )
    .argument('<references...>', 'images as a pod would name them; without tag and digest :latest is meant')
    .addOption(
      new Option('--in <path>', 'the cluster: a file, a folder (a must-gather too) or -; repeatable')
        .argParser((path: string, previous: readonly string[] = []) => [...previous, path])
        .makeOptionMandatory(),
    )
    .addOption(formatOption(['pretty', 'json']));
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      '\nExit status: 0 answered, whatever the answer; 1 there is no answer, because the operator or the nodes would refuse this state; ' +
        '2 an input could not be read, or wrong arguments.',
    )
    .addHelpText(
      'after',
      examplesHelp([
        ['mirrorguard resolve quay.io/team/app:v1 --in manifests/', 'one image'],
        [
          'oc get idms,itms,image.config -o yaml | mirrorguard resolve nginx -o json --in -',
          'in a cluster, for a program',
        ],
      ]),
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
    // A variable that is not set, as a rule; CRI-O would look for an image without a name.
    io.writeErr('error: a reference is empty\n');
    return exitCode.couldNotRun;
  }
  const files = await readClusterFiles(options.in, toGivenCluster(options), io);
  if (files === undefined) return exitCode.couldNotRun;
  const { cluster, remarks, findPlace } = files;
  const notes = { assumed: assumedForFiles(cluster.assumed), remarks };
  const resolved = resolve(cluster, references);
  const isAnswered = resolved.stops.length === 0 && resolved.refusal === undefined;
  if (options.format === 'json') io.writeOut(resolveJson(resolved, notes, findPlace));
  else {
    io.writeErr(notesText(notes) + stopsText(resolved.stops, findPlace) + refusalText(resolved.refusal));
    if (isAnswered) io.writeOut(resolveText(resolved, findPlace, paletteFor({ colour: wantsColour(io) })));
  }
  return isAnswered ? exitCode.clean : exitCode.findings;
}
