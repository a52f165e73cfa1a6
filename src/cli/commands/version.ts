import type { Command } from 'commander';
import { formatOpenShiftVersion, newestBranch } from '../../model/openshift-version.ts';
import { rules } from '../../rules/index.ts';
import type { CommandContext } from '../command-context.ts';
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
      const document = { schemaVersion: 1, engine: io.version, rules: rules.length, newestRelease };
      io.writeOut(
        format === 'json'
          ? `${JSON.stringify(document, undefined, 2)}\n`
          : `mirrorguard ${io.version}: ${rules.length} rules, OpenShift up to ${newestRelease}\n`,
      );
    });
}
