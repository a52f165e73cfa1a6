import type { Command } from 'commander';
import { readPolicy } from '../../config/policy-file/read-policy.ts';
import { count } from '../../model/text/count.ts';
import { compilePolicy } from '../../policy/policy.ts';
import { jsonDocument } from '../../reporting/json-document.ts';
import type { DatedExemption } from '../../reporting/policy-report.ts';
import { printable } from '../../reporting/printable.ts';
import { rules } from '../../rules/index.ts';
import type { CliIo, CommandContext } from '../cli-io.ts';
import { cannotRun, commandHelp } from '../command-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';
import { dateExemption, describeExpiry } from '../policy/expiry.ts';
import { printProblems } from '../policy/load-policy.ts';
import { readText } from '../policy/read-text.ts';

type Format = 'pretty' | 'json';

export function addPolicyValidate(policy: Command, { io, finish }: CommandContext): void {
  policy
    .command('validate')
    .summary('check a policy')
    .description(
      'Reads a policy as the webhook does and reports every problem\n' +
        'with its line. Lists expired exemptions, which are valid.',
    )
    .argument('<file>', 'a policy in YAML or JSON, or - for standard input')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: { 0: 'the policy is valid', 1: 'the policy is not valid', 2: cannotRun },
        examples: [['mirrorguard policy validate policy.yaml', 'check a policy before you apply it']],
      }),
    )
    .action(async (path: string, { format }: { readonly format: Format }) =>
      finish(await validate(path, format, io)),
    );
}

async function validate(path: string, format: Format, io: CliIo): Promise<ExitCode> {
  const text = await readText(path, io);
  if (text === undefined) return exitCode.couldNotRun;
  const read = readPolicy(text);
  const problems = 'problems' in read ? read.problems : [];
  const exemptions = 'policy' in read ? (compilePolicy(read.policy, rules).enforcement.exemptions ?? []) : [];
  const expired = exemptions
    .map((exemption) => dateExemption(exemption, io.nowMs()))
    .filter(({ isExpired }) => isExpired);
  if (format === 'json')
    io.writeOut(jsonDocument({ isValid: problems.length === 0, problems, expiredExemptions: expired }));
  else {
    printProblems(path, problems, io);
    io.writeOut(
      problems.length > 0
        ? `Not valid: ${count(problems.length, 'problem')}.\n`
        : `Valid.\n${expired.map(describeExpired).join('')}`,
    );
  }
  return problems.length > 0 ? exitCode.findings : exitCode.clean;
}

function describeExpired(exemption: DatedExemption): string {
  return `Exemption ${printable(exemption.name)} ${describeExpiry(exemption)}; you can remove it.\n`;
}
