import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { reasonOf } from '../../manifests/system-reason.ts';
import type { OpenShiftVersion } from '../../model/openshift-version.ts';
import type { Enforcement } from '../../policy/enforcement.ts';
import { paletteFor } from '../../reporting/color.ts';
import { formatProblems } from '../../reporting/problem.ts';
import { isAllowed, reviewJson, reviewText } from '../../reporting/review-report.ts';
import type { Stage } from '../../webhook/decision.ts';
import { type CommandContext, usesColor } from '../cli-io.ts';
import { toGivenCluster } from '../cluster-files/given-cluster.ts';
import { readStored } from '../cluster-files/read-stored.ts';
import { commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { gatherFacts } from '../facts.ts';
import { addLiveOptions, type LiveOptions } from '../live/live-options.ts';
import { formatOption, openshiftVersionOption, policyOption, ruleOption, storedOption } from '../options.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { nameOfInput } from '../policy/read-text.ts';
import { replayReview } from '../replay-review.ts';
import { cliEnforcement } from '../rule-levels.ts';
import { isReadTwice, rejectSecondRead } from '../stdin-once.ts';

interface ReviewOptions extends LiveOptions {
  readonly stage?: Stage;
  readonly format: 'pretty' | 'json';
  readonly rule: Enforcement['levels'];
  readonly openshiftVersion?: OpenShiftVersion;
  readonly stored?: readonly string[];
  readonly policy?: string;
}

export function addReview(program: Command, context: CommandContext): void {
  const command = program
    .command('review')
    .summary('replay an AdmissionReview')
    .description(
      'Processes an AdmissionReview of admission.k8s.io/v1 as the\n' +
        'webhook does: first /mutate, then, if that allows the request,\n' +
        '/validate with the mutated object.',
    )
    .argument('<file>', 'the AdmissionReview as JSON, or - for standard input')
    .addOption(formatOption(['pretty', 'json']))
    .addOption(
      new Option('--stage <stage>', 'run only one of the two stages').choices(['mutate', 'validate']),
    )
    .addOption(ruleOption())
    .addOption(policyOption())
    .addOption(storedOption());
  addLiveOptions(command)
    .addOption(openshiftVersionOption())
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: {
          0: 'allowed',
          1: 'denied',
          2: 'the input is not an AdmissionReview, or cannot be read',
        },
        examples: [
          ['mirrorguard review request.json', 'show the messages that the user gets'],
          ['mirrorguard review --live request.json', 'with the objects of the running cluster'],
          [
            'mirrorguard review --stage mutate -o json - < request.json',
            'print the response of /mutate to standard input',
          ],
        ],
      }),
    )
    .action(async (path: string, options: ReviewOptions) =>
      context.finish(await review(path, options, context)),
    );
}

async function review(path: string, options: ReviewOptions, { io }: CommandContext): Promise<ExitCode> {
  const { stage, format, rule: levels, stored: storedPaths } = options;
  if (isReadTwice(path, storedPaths, options.policy)) return rejectSecondRead(io);
  const loaded = await loadPolicy(options.policy, io);
  if (loaded === 'unreadable') return exitCode.couldNotRun;
  const fail = (message: string, fix: string) => {
    io.writeErr(formatProblems([{ file: nameOfInput(path), message, fix }]));
    return exitCode.couldNotRun;
  };
  let body: Uint8Array;
  try {
    body = path === '-' ? await io.readStdin() : readFileSync(path);
  } catch (error) {
    return fail(reasonOf(error), 'Check the path; `-` reads standard input.');
  }
  const stored = await readStored(options, io);
  if (stored === 'unreadable') return exitCode.couldNotRun;
  const problems = stored?.problems ?? [];
  io.writeErr(formatProblems(problems));
  if (problems.length > 0) return exitCode.couldNotRun;
  const facts = gatherFacts([], { ...toGivenCluster(options), ...stored?.given }, stored?.manifests);
  const replayed = await replayReview(body, stage === undefined ? ['mutate', 'validate'] : [stage], {
    enforcement: cliEnforcement(levels, {
      isStoredKnown: stored !== undefined,
      policy: loaded.policy.enforcement,
    }),
    mutations: loaded.policy.mutations,
    facts,
    nowMs: io.nowMs(),
  });
  if ('problem' in replayed)
    return fail(replayed.problem, 'Pass an AdmissionReview. To check manifests, use `mirrorguard lint`.');
  const { responses } = replayed;
  io.writeOut(
    format === 'json' ? reviewJson(responses) : reviewText(responses, paletteFor({ color: usesColor(io) })),
  );
  return responses.every(isAllowed) ? exitCode.clean : exitCode.findings;
}
