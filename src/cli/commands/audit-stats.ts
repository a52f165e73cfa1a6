import type { Command } from 'commander';
import { type AuditStatistics, type Counts, DecisionCounter } from '../../audit/reading/audit-statistics.ts';
import { count } from '../../model/text/count.ts';
import { jsonDocument } from '../../reporting/json-document.ts';
import { printable } from '../../reporting/printable.ts';
import { addFilterOptions, type FilterOptions, toFilter } from '../audit/filter-options.ts';
import { searchExitStatus, searchRecords } from '../audit/search-records.ts';
import type { CommandContext } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import type { ExitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface StatsOptions extends FilterOptions {
  readonly format: 'pretty' | 'json';
}

const maxShown = 10;

export function addAuditStats(audit: Command, context: CommandContext): void {
  const stats = audit
    .command('stats')
    .summary('count decisions')
    .description(
      'Counts the decisions that match all options, by verdict, operation, kind, rule and user. ' +
        'Does not verify the log.',
    )
    .argument('<files...>', 'audit logs; - for standard input')
    .addOption(formatOption(['pretty', 'json']));
  addFilterOptions(stats, context.io.nowMs())
    .addHelpText(
      'after',
      commandHelp({
        exitStatus: searchExitStatus,
        examples: [
          ['mirrorguard audit stats --since 7d audit.log*', 'the last week'],
          ['mirrorguard audit stats --rule no-conflicting-source-policy audit.log*', 'findings of one rule'],
        ],
      }),
    )
    .action(async (files: readonly string[], options: StatsOptions) =>
      context.finish(await printStatistics(files, options, context)),
    );
}

async function printStatistics(
  files: readonly string[],
  { format, ...options }: StatsOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  const counter = new DecisionCounter();
  const code = await searchRecords(files, toFilter(options), io, ({ record }) => counter.add(record));
  const result = counter.result();
  io.writeOut(format === 'json' ? jsonDocument(result) : describe(result));
  return code;
}

function describe({
  decisions,
  dryRuns,
  failures,
  first,
  last,
  durationMs,
  ...counts
}: AuditStatistics): string {
  const span = first === null ? '' : `, ${first} to ${last}`;
  const heading =
    `${count(decisions, 'decision')}${span}\n` +
    `${dryRuns} dry run, ${failures} decided by a failure setting, ` +
    `${durationMs.mean} ms on average, ${durationMs.max} ms at most\n`;
  return (
    heading +
    Object.entries(counts)
      .map(([name, values]) => block(name, values))
      .join('')
  );
}

function block(name: string, values: Counts): string {
  if (values.length === 0) return '';
  const shown = values.slice(0, maxShown);
  const width = String(shown[0]?.count ?? 0).length;
  const lines = shown.map(
    (entry) => `  ${String(entry.count).padStart(width)}  ${printable(entry.value || '-')}\n`,
  );
  const left = values.length - shown.length;
  return `\n${name}\n${lines.join('')}${left > 0 ? `  and ${left} more\n` : ''}`;
}
