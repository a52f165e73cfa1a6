import type { Command } from 'commander';
import type { CommandContext } from '../cli-io.ts';
import { addPolicyShow } from './policy-show.ts';
import { addPolicyTest } from './policy-test.ts';
import { addPolicyValidate } from './policy-validate.ts';

export function addPolicy(program: Command, context: CommandContext): void {
  const policy = program
    .command('policy')
    .summary('validate, show and test a policy')
    .helpCommand('help [command]', 'print the help of a command')
    .description(
      'Validates, shows and tests policies: the levels of rules, their\n' +
        'options, and exemptions (docs/reference/policy.md).',
    );
  addPolicyValidate(policy, context);
  addPolicyShow(policy, context);
  addPolicyTest(policy, context);
}
