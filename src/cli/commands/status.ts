import type { Command } from 'commander';
import { type ClusterDiff, diff, shareFacts } from '../../engine/diff.ts';
import { isFailing, render } from '../../engine/render.ts';
import { readManifests } from '../../manifests/read-manifests.ts';
import { enabledRules } from '../../policy/enforcement.ts';
import { docsUrlOf } from '../../reporting/docs-url.ts';
import { type StatusReport, statusJson, statusText } from '../../reporting/live/status-report.ts';
import { formatProblems, formatWarnings } from '../../reporting/problem.ts';
import type { LintReport } from '../../reporting/report.ts';
import { rules } from '../../rules/index.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { applyManifests } from '../cluster-files/apply-manifests.ts';
import { type GivenClusterOptions, toGivenCluster } from '../cluster-files/given-cluster.ts';
import { type ClusterFiles, readLiveFiles, toClusterFiles } from '../cluster-files/read-cluster-files.ts';
import { commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { gatherFacts } from '../facts.ts';
import { lintManifests } from '../lint-manifests.ts';
import { addClusterOptions } from '../live/live-options.ts';
import { excludeOption, formatOption, policyOption } from '../options.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { cliEnforcement } from '../rule-levels.ts';

interface StatusOptions extends GivenClusterOptions {
  readonly format: 'pretty' | 'json';
  readonly policy?: string;
}

type Enforcement = ReturnType<typeof cliEnforcement>;

export function addStatus(program: Command, context: CommandContext): void {
  const command = program
    .command('status')
    .summary('show the running cluster')
    .description(
      'Reads the running cluster and shows its release, whether the\n' +
        'Machine Config Operator applies changes, the size of\n' +
        'registries.conf, the findings and the merged sources. With\n' +
        'files, also what applying them would change.',
    )
    .argument('[paths...]', 'files, folders or - for standard input, to apply')
    .addOption(formatOption(['pretty', 'json']))
    .addOption(policyOption())
    .addOption(excludeOption());
  addClusterOptions(command)
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'no finding has severity deny',
          1: 'a finding does, or nodes do not get the configuration',
          2: 'the cluster or an input cannot be read, or the arguments are invalid',
        },
        examples: [
          ['mirrorguard status', 'show the running cluster'],
          ['mirrorguard status new.yaml', 'show what applying new.yaml changes'],
        ],
      }),
    )
    .action(async (paths: readonly string[], options: StatusOptions) =>
      context.finish(await status(paths, options, context)),
    );
}

async function status(
  paths: readonly string[],
  options: StatusOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const loaded = await loadPolicy(options.policy, io);
  if (loaded === 'unreadable') return exitCode.couldNotRun;
  const live = await readLiveFiles(toGivenCluster(options), io, options);
  if (live === undefined) return exitCode.couldNotRun;
  const enforcement = cliEnforcement({}, { isStoredKnown: true, policy: loaded.policy.enforcement });
  const change =
    paths.length === 0 ? undefined : await predictChange(paths, live, { options, enforcement, io });
  if (change === 'unreadable') return exitCode.couldNotRun;
  const report: StatusReport = {
    name: live.name,
    cluster: live.cluster,
    rendered: render(live.cluster),
    findings: evaluate(live, enforcement, io).findings,
    change,
    paths,
  };
  const reportOptions = {
    color: usesColor(io),
    verbose: false,
    failOn: 'deny' as const,
    rules: enabledRules(rules, enforcement),
    toolVersion: io.version,
    docsUrl: docsUrlOf(io.env),
  };
  io.writeOut(options.format === 'json' ? statusJson(report) : statusText(report, reportOptions));
  const findings = [...report.findings, ...(change?.lint.findings ?? [])];
  const isDenied = findings.some(({ severity }) => severity === 'deny');
  const isFailed = isFailing(report.rendered) || (change !== undefined && isFailing(change.diff.after));
  return isDenied || isFailed ? exitCode.findings : exitCode.clean;
}

/** Every finding of the cluster state. */
function evaluate({ manifests, given }: ClusterFiles, enforcement: Enforcement, io: CliIo): LintReport {
  const facts = gatherFacts(manifests, given);
  // Rules for documents of a file do not apply to a running cluster.
  const { inputDocuments: _, ...known } = facts.known;
  const input = { manifests, problems: [], warnings: [], fileCount: 0 };
  return lintManifests(input, { rules, enforcement, facts: { ...facts, known }, origin: originOf(io) });
}

function originOf(io: CliIo) {
  return { requester: { name: '', groups: [] }, nowMs: io.nowMs() };
}

interface Change {
  readonly lint: LintReport;
  readonly diff: ClusterDiff;
}

/** The effect of applying the files. Problems of the files are printed to standard error. */
async function predictChange(
  paths: readonly string[],
  live: ClusterFiles,
  {
    options: { exclude = [] },
    enforcement,
    io,
  }: { readonly options: StatusOptions; readonly enforcement: Enforcement; readonly io: CliIo },
): Promise<Change | 'unreadable'> {
  const read = await readManifests(paths, io.readStdin, { exclude });
  io.writeErr(formatWarnings(read.warnings));
  io.writeErr(formatProblems(read.problems));
  if (read.problems.length > 0) return 'unreadable';
  const applied = toClusterFiles(applyManifests(live.manifests, read.manifests), live.given);
  const { before, after } = shareFacts(live.cluster, applied.cluster, { isApplied: true });
  const facts = gatherFacts(read.manifests, live.given, live.manifests);
  const context = { rules, enforcement, facts, origin: originOf(io), stored: live.manifests };
  return { lint: lintManifests(read, context), diff: diff(before, after) };
}
