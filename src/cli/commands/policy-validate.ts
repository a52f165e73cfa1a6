import type { Command } from 'commander';
import { readPolicy } from '../../config/policy-file/read-policy.ts';
import { count } from '../../model/text/count.ts';
import { compilePolicy } from '../../policy/policy.ts';
import type { DatedExemption } from '../../reporting/policy-report.ts';
import { printable } from '../../reporting/printable.ts';
import { rules } from '../../rules/index.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandContext } from '../command-context.ts';
import { examplesHelp } from '../examples-help.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';
import { dateExemption, describeExpiry } from '../policy/expiry.ts';
import { sayProblems } from '../policy/load-policy.ts';
import { readText } from '../policy/read-text.ts';

type Format = 'pretty' | 'json';

export function addPolicyValidate(policy: Command, { io, finish }: CommandContext): void {
  policy
    .command('validate')
    .summary('find everything that is wrong with a policy')
    .description(
      'Reads a policy as the webhook does and tells all that is wrong with it, by line. Exemptions that have ended are told too; they are no mistake.',
    )
    .argument('<file>', 'the policy, YAML or JSON, or - for standard input')
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      `\nExit status: 0 valid; 1 not; 2 it could not be read, or wrong arguments.\n${examplesHelp([
        ['mirrorguard policy validate policy.yaml', 'before it goes into the cluster'],
      ])}`,
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
  const ended = exemptions
    .map((exemption) => dateExemption(exemption, io.nowMs()))
    .filter(({ isExpired }) => isExpired);
  if (format === 'json')
    io.writeOut(
      `${JSON.stringify({ schemaVersion: 1, isValid: problems.length === 0, problems, expiredExemptions: ended }, undefined, 2)}\n`,
    );
  else {
    sayProblems(path, problems, io);
    io.writeOut(
      problems.length > 0
        ? `Not valid: ${count(problems.length, 'problem')}.\n`
        : `Valid.\n${ended.map(describeEnded).join('')}`,
    );
  }
  return problems.length > 0 ? exitCode.findings : exitCode.clean;
}

function describeEnded(exemption: DatedExemption): string {
  return `Exemption ${printable(exemption.name)} ${describeExpiry(exemption)}: it can be removed.\n`;
}
