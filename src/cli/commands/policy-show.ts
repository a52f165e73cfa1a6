import type { Command } from 'commander';
import { paletteFor } from '../../reporting/color.ts';
import { policyJson, policyText } from '../../reporting/policy-report.ts';
import { rules } from '../../rules/index.ts';
import { type CliIo, type CommandContext, usesColor } from '../cli-io.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';
import { effectiveRules } from '../policy/effective-rules.ts';
import { dateExemption } from '../policy/expiry.ts';
import { loadPolicy } from '../policy/load-policy.ts';

type Format = 'pretty' | 'json';

export function addPolicyShow(policy: Command, { io, finish }: CommandContext): void {
  policy
    .command('show')
    .summary('show the effect of a policy')
    .description(
      'Prints the level of every rule and its origin, the settings,\n' +
        'and the exemptions with their expiry.',
    )
    .argument('[file]', 'a policy, or - (default: the recommended policy)')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'shown', 2: cannotRun },
        examples: [['mirrorguard policy show policy.yaml | grep deny', 'list the rules that deny']],
      }),
    )
    .action(async (path: string | undefined, { format }: { readonly format: Format }) =>
      finish(await show(path, format, io)),
    );
}

async function show(path: string | undefined, format: Format, io: CliIo): Promise<ExitCode> {
  const loaded = await loadPolicy(path, io);
  if (loaded === 'unreadable') return exitCode.couldNotRun;
  const { given, policy } = loaded;
  const byEntry = 'failurePolicy';
  const { enforcement, mutations, onDeadline = byEntry, onInternalError = byEntry } = policy;
  const { onNotEvaluated, onError, exemptions = [], breakGlass } = enforcement;
  const report = {
    preset: given.preset ?? 'recommended',
    rules: effectiveRules(rules, given, policy),
    settings: { onNotEvaluated, onRuleError: onError, onDeadline, onInternalError },
    mutations: [...mutations].sort(),
    exemptions: exemptions.map((exemption) => dateExemption(exemption, io.nowMs())),
    breakGlass:
      breakGlass === undefined
        ? []
        : [...breakGlass.users, ...breakGlass.groups, ...breakGlass.serviceAccounts].sort(),
  };
  io.writeOut(
    format === 'json' ? policyJson(report) : policyText(report, paletteFor({ color: usesColor(io) })),
  );
  return exitCode.clean;
}
