import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type ClusterOfInput, toClusters } from '../../manifests/clusters.ts';
import { locate } from '../../manifests/locate.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import { reasonOf } from '../../manifests/system-reason.ts';
import { isMirrorSetKind } from '../../model/mirror-set.ts';
import { type Enforcement, enabledRules } from '../../policy/enforcement.ts';
import { docsUrlOf } from '../../reporting/docs-url.ts';
import { type Format, formatNames, formatters } from '../../reporting/formats.ts';
import { formatWarnings } from '../../reporting/problem.ts';
import type { LintReport, ReportOptions } from '../../reporting/report.ts';
import { isAtLeast, severities } from '../../reporting/severity.ts';
import type { Severity } from '../../rules/finding.ts';
import { rules } from '../../rules/index.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { type GivenClusterOptions, toGivenCluster } from '../cluster-files/given-cluster.ts';
import { describeReplaced } from '../cluster-files/positioned-notes.ts';
import { readStored } from '../cluster-files/read-stored.ts';
import { cannotRun, commandHelp, inputPaths } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { describeFaultyIgnores } from '../ignored-findings.ts';
import { lintClusters } from '../lint-clusters.ts';
import { addLiveOptions } from '../live/live-options.ts';
import {
  asGroupOption,
  asOption,
  type Destination,
  excludeOption,
  formatsOption,
  oneClusterOption,
  openshiftVersionOption,
  policyOption,
  releaseImageOption,
  ruleOption,
  storedOption,
} from '../options.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { fileProgress } from '../progress.ts';
import { cliEnforcement, findIdleRules } from '../rule-levels.ts';
import { isReadTwice, rejectSecondRead } from '../stdin-once.ts';

interface LintOptions extends GivenClusterOptions {
  readonly failOn: Severity;
  readonly format?: readonly Destination<Format>[];
  readonly rule: Enforcement['levels'];
  readonly verbose?: boolean;
  readonly stored?: readonly string[];
  readonly exclude?: readonly string[];
  readonly oneCluster?: boolean;
  readonly policy?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
}

export function addLint(program: Command, context: CommandContext): void {
  const command = program
    .command('lint')
    .summary('check manifests as the webhook would')
    .description(
      'Checks mirror sets and Image cluster in YAML or JSON files\n' +
        'with the rules of the webhook, and for fields that the API\n' +
        'server would drop.\n' +
        'Also reads the mirrors in install-config and HostedCluster,\n' +
        'and objects in lists, Templates, policies and SyncSets.\n' +
        'Other kinds are facts about the cluster; lint denies those\n' +
        'that stop the operator or that nodes cannot load.',
    )
    .argument('[paths...]', inputPaths)
    .addOption(formatsOption(formatNames))
    .addOption(
      new Option('--fail-on <severity>', 'exit with status 1 if a finding has at least this severity')
        .choices(severities)
        .default('deny'),
    )
    .addOption(ruleOption())
    .addOption(policyOption())
    .addOption(asOption())
    .addOption(asGroupOption())
    .addOption(storedOption());
  addLiveOptions(command)
    .addOption(excludeOption())
    .addOption(oneClusterOption())
    .addOption(openshiftVersionOption())
    .addOption(releaseImageOption())
    .option('-v, --verbose', 'show audit findings and rules that were not checked')
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'no finding has at least the severity of --fail-on',
          1: 'a finding has at least the severity of --fail-on',
          2: cannotRun,
        },
        examples: [
          ['mirrorguard lint manifests/', 'check a folder'],
          ['oc get idms,itms -o yaml | mirrorguard lint -', 'check the objects of a cluster'],
          ['mirrorguard lint --stored must-gather/ new.yaml', 'check a change as that cluster would'],
          ['mirrorguard lint --live new.yaml', 'check a change as the running cluster would'],
          [
            'mirrorguard lint -o github --fail-on warn manifests/',
            'fail a pull request that causes warnings',
          ],
          [
            'mirrorguard lint -o pretty -o sarif=report.sarif manifests/',
            'print findings, and write a report for code scanning',
          ],
          [
            'mirrorguard lint --policy policy.yaml --as alice new.yaml',
            'apply a policy with the exemptions of a user',
          ],
          ['mirrorguard lint --rule no-placeholder=off template.yaml', 'turn off a rule'],
        ],
      }),
    )
    .action(async (paths: readonly string[], options: LintOptions) =>
      context.finish(await lint(paths, options, context)),
    );
}

async function lint(
  paths: readonly string[],
  options: LintOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const {
    failOn,
    format: destinations = [],
    rule: levels,
    verbose = false,
    stored: storedPaths,
    as = '',
    asGroup = [],
    exclude = [],
    oneCluster = false,
  } = options;
  if (isReadTwice(paths, storedPaths, options.policy)) return rejectSecondRead(io);
  const loaded = await loadPolicy(options.policy, io);
  if (loaded === 'unreadable') return exitCode.couldNotRun;
  const read = await readManifests(paths.length === 0 ? ['.'] : paths, io.readStdin, {
    exclude,
    ...fileProgress(io),
  });
  io.progress?.('evaluating');
  io.writeErr(formatWarnings([...read.warnings, ...describeFaultyIgnores(read.manifests)]));
  const stored = await readStored(options, io);
  if (stored === 'unreadable') return exitCode.couldNotRun;
  const input = { ...read, problems: [...read.problems, ...(stored?.problems ?? [])] };
  const enforcement = cliEnforcement(levels, {
    isStoredKnown: stored !== undefined,
    policy: loaded.policy.enforcement,
  });
  const enabled = enabledRules(rules, enforcement);
  const [idle] = findIdleRules(levels, enabled);
  if (idle !== undefined) {
    io.writeErr(`error: ${idle} needs options; set them in a policy (--policy)\n`);
    return exitCode.couldNotRun;
  }
  const origin = { requester: { name: as, groups: asGroup }, nowMs: io.nowMs() };
  const clusters = toClusters(input.manifests, { isOneCluster: oneCluster || stored !== undefined });
  io.writeErr(replacedText(clusters));
  const { report, notes } = lintClusters(input, clusters, {
    rules,
    enforcement,
    origin,
    given: { ...toGivenCluster(options), ...stored?.given },
    ...(stored === undefined ? {} : { stored: stored.manifests }),
  });
  io.writeErr(
    [...notes, ...(stored === undefined ? tagMirrorNote(input.manifests) : [])]
      .map((line) => `${line}\n`)
      .join(''),
  );
  const reportOptions = {
    color: usesColor(io),
    verbose,
    failOn,
    rules: enabled,
    toolVersion: io.version,
    docsUrl: docsUrlOf(io.env),
  };
  if (!writeReports(report, destinations, reportOptions, io)) return exitCode.couldNotRun;
  const status = exitCodeOf(report, failOn);
  const isUnknown = Object.keys(stored?.given.unknown ?? {}).length > 0;
  // The policy decides how the webhook would handle the unknown facts.
  const { onNotEvaluated } = loaded.policy.enforcement;
  return status === exitCode.clean && isUnknown && isAtLeast(onNotEvaluated, failOn)
    ? exitCode.findings
    : status;
}

/** Notes about objects that replace others of the same name. A rule reports mirror sets. */
function replacedText(clusters: readonly ClusterOfInput[]): string {
  const notes = clusters.map(({ manifests }) =>
    describeReplaced(manifests.filter(({ kind }) => !isMirrorSetKind(kind))),
  );
  // Clusters can share objects.
  return [...new Set(notes)].join('');
}

/** Standard output gets the pretty format if all other formats are written to files. */
function writeReports(
  report: LintReport,
  destinations: readonly Destination<Format>[],
  options: ReportOptions,
  io: CliIo,
): boolean {
  const printed = destinations.find(({ file }) => file === undefined)?.format ?? 'pretty';
  io.writeOut(formatters[printed](report, options));
  for (const { format, file } of destinations) {
    if (file === undefined) continue;
    try {
      writeFileSync(file, formatters[format](report, { ...options, color: false }));
    } catch (error) {
      io.writeErr(`error: ${file} ${reasonOf(error, 'write')}\n`);
      return false;
    }
  }
  return true;
}

/**
 * The effect on nodes depends on the stored objects, so lint without them can only refer to the rule. Hosted
 * clusters have no MachineConfigPools to drain.
 */
function tagMirrorNote(manifests: readonly Manifest[]): readonly string[] {
  const tagMirrors = manifests.find(
    ({ kind, becomes }) => kind === 'ImageTagMirrorSet' && becomes?.isOfHostedCluster !== true,
  );
  if (tagMirrors === undefined) return [];
  const { file, line } = locate(tagMirrors, []);
  return [`note: creating or changing tag mirrors drains every node (${file}:${line})`];
}

function exitCodeOf({ problems, findings }: LintReport, failOn: Severity): ExitCode {
  if (problems.length > 0) return exitCode.couldNotRun;
  return findings.some(({ severity }) => isAtLeast(severity, failOn)) ? exitCode.findings : exitCode.clean;
}
