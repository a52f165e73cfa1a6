import type { Command } from 'commander';
import { formatOpenShiftVersion, newestBranch } from '../../model/openshift-version.ts';
import { jsonDocument } from '../../reporting/json-document.ts';
import { rules } from '../../rules/index.ts';
import type { CommandContext } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import { formatOption } from '../options.ts';

export function addVersion(program: Command, { io }: CommandContext): void {
  program
    .command('version')
    .summary('print the version')
    .description(
      'Prints the version, the number of rules and the newest\nOpenShift release that mirrorguard knows.',
    )
    .addOption(formatOption(['pretty', 'json']))
    .addHelpText(
      'after',
      commandHelp({ examples: [['mirrorguard version -o json', 'print it for a program']] }),
    )
    .action(({ format }: { readonly format: 'pretty' | 'json' }) => {
      const newestRelease = formatOpenShiftVersion(newestBranch);
      io.writeOut(
        format === 'json'
          ? jsonDocument({ engine: io.version, rules: rules.length, newestRelease })
          : `mirrorguard ${io.version}: ${rules.length} rules, OpenShift up to ${newestRelease}\n`,
      );
    });
}
