import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { type MigratedPolicy, type Migration, migrate } from '../../engine/migrate.ts';
import { inDocumentTerms, shownPath } from '../../manifests/document-terms.ts';
import { positionOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import type { InputProblem } from '../../manifests/source-file.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { notesText, type PositionedNote } from '../../reporting/cluster-notes.ts';
import { paletteFor } from '../../reporting/color.ts';
import { type MigrateReport, migrateJson, migrateText } from '../../reporting/migrate-report.ts';
import { formatProblems } from '../../reporting/problem.ts';
import { renderedNotes } from '../../reporting/rendered-report.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import {
  addGivenClusterOptions,
  type GivenClusterOptions,
  toGivenCluster,
} from '../cluster-files/given-cluster.ts';
import { type ClusterFiles, readClusters } from '../cluster-files/read-cluster-files.ts';
import { commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface MigrateOptions extends GivenClusterOptions {
  readonly outputDir?: string;
  readonly format: 'yaml' | 'json';
}

export function addMigrate(program: Command, context: CommandContext): void {
  const command = program
    .command('migrate')
    .summary('convert ImageContentSourcePolicies')
    .description(
      'Writes an ImageDigestMirrorSet for each\n' +
        'ImageContentSourcePolicy.\n' +
        'Predicts what happens on the nodes when the new objects are\n' +
        'created and the old ones are deleted. Pass all mirror sets and\n' +
        'Image "cluster" of the cluster for a complete prediction.',
    )
    .argument('[paths...]', `${inputPaths}; with --live: none`)
    .option('-d, --output-dir <folder>', 'write one file per object (default: print them)')
    .addOption(formatOption(['yaml', 'json']));
  addGivenClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'migrated, and nothing changes on the nodes',
          1: 'something changes, or a policy is not migrated',
          2: 'an input cannot be read, a file cannot be written, or the arguments are invalid',
        },
        examples: [
          [
            'oc get imagecontentsourcepolicy,idms,itms,image.config -o yaml | mirrorguard ' +
              'migrate - -d migrated/',
            'migrate the policies of a cluster',
          ],
          ['mirrorguard migrate --live -d migrated/', 'migrate the policies of the running cluster'],
          ['mirrorguard migrate icsp.yaml > idms.yaml', 'migrate the policies of a file'],
        ],
      }),
    )
    .action(async (paths: readonly string[], options: MigrateOptions) =>
      context.finish(await migrateFiles(paths, options, context)),
    );
}

async function migrateFiles(
  paths: readonly string[],
  options: MigrateOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const { outputDir, format } = options;
  const [files] =
    (await readClusters(paths, toGivenCluster(options), io, { ...options, oneCluster: true })) ?? [];
  if (files === undefined) return exitCode.couldNotRun;
  const unfilled = new Map(files.manifests.map((manifest) => [manifest.object, manifest.unfilled]));
  const migration = migrate(
    files.manifests.map(({ object }) => object),
    files.given,
    (object) => unfilled.get(object) ?? [],
  );
  const problems = outputDir === undefined ? [] : writeAll(outputDir, migration);
  io.writeErr(formatProblems(problems));
  if (problems.length > 0) return exitCode.couldNotRun;

  const report = toReport(migration, files, outputDir);
  if (format === 'json') io.writeOut(migrateJson(report));
  else {
    io.writeErr(migrationNotes(report, files));
    printText(report, outputDir, io);
  }
  const isDone =
    migration.notMigrated.length === 0 && (migration.isProven || migration.migrated.length === 0);
  return isDone ? exitCode.clean : exitCode.findings;
}

/**
 * If there is no policy to migrate, only problems of the input are relevant, not the prediction for the
 * cluster.
 */
function migrationNotes(
  { migration, notes, shownNote }: MigrateReport,
  { findPosition }: ClusterFiles,
): string {
  const { migrated, notMigrated, steps } = migration;
  if (migrated.length === 0 && notMigrated.length === 0) return notesText({ ...notes, assumed: [] });
  const isFault = ({ object, message }: PositionedNote) =>
    notMigrated.some(
      (policy) =>
        policy.object === object &&
        policy.faults.some((fault) => message.startsWith(shownNote(object, fault).message)),
    );
  const others = notes.notes.filter((note) => !isFault(note));
  return notesText({ ...notes, notes: others }) + renderedNotes(steps.create.before, findPosition);
}

/** Without an output folder, standard output contains only the manifests, for `oc create -f -`. */
function printText(report: MigrateReport, outputDir: string | undefined, io: CliIo): void {
  const text = migrateText(report, paletteFor({ color: outputDir !== undefined && usesColor(io) }));
  if (outputDir !== undefined) {
    io.writeOut(text);
    return;
  }
  io.writeOut(report.migration.migrated.map(({ manifest }) => toYaml(manifest)).join('---\n'));
  io.writeErr(text);
}

function toReport(
  migration: Migration,
  { cluster, manifests, notes }: ClusterFiles,
  outputDir: string | undefined,
): MigrateReport {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  return {
    migration,
    notes: { assumed: cluster.assumed, notes },
    positionOf: (object, path) => positionOf(byObject.get(object) as Manifest, path),
    shownNote: (object, { path, message }) => {
      const manifest = byObject.get(object) as Manifest;
      return { path: shownPath(manifest, path), message: inDocumentTerms(manifest, message) };
    },
    fileOf: (policy) => (outputDir === undefined ? undefined : fileIn(outputDir, policy)),
    target: outputDir ?? '-',
  };
}

function fileIn(folder: string, { to }: MigratedPolicy): string {
  return join(folder, `imagedigestmirrorset-${to}.yaml`);
}

function toYaml(manifest: MigratedPolicy['manifest']): string {
  return stringify(manifest, { lineWidth: 0 });
}

/** Writes the files; does not overwrite a file with different content. */
function writeAll(folder: string, { migrated }: Migration): readonly InputProblem[] {
  const files = migrated.map((policy) => ({ path: fileIn(folder, policy), text: toYaml(policy.manifest) }));
  const taken = files.filter(({ path, text }) => holdsSomethingElse(path, text));
  if (taken.length > 0) {
    return taken.map(({ path }) => ({
      file: path,
      message: 'exists with other content and was not written',
      fix: 'Use another folder, or remove the file.',
    }));
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const { path, text } of files) writeFileSync(path, text);
    return [];
  } catch (error) {
    return [
      { file: folder, message: `${reasonOf(error, 'write')}`, fix: 'Check the path and its permissions.' },
    ];
  }
}

function holdsSomethingElse(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') !== text;
  } catch {
    return false;
  }
}
