import type { Command } from 'commander';
import type { AuditRecord } from '../../audit/record.ts';
import { printable } from '../../reporting/printable.ts';
import { addFilterOptions, type FilterOptions, toFilter } from '../audit/filter-options.ts';
import { searchExitStatus, searchRecords } from '../audit/search-records.ts';
import type { CommandContext } from '../command-context.ts';
import { commandHelp } from '../command-help.ts';
import type { ExitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface QueryOptions extends FilterOptions {
  readonly format: 'table' | 'json';
}

export function addAuditQuery(audit: Command, context: CommandContext): void {
  const query = audit
    .command('query')
    .summary('find decisions')
    .description(
      'Prints the decisions that match all options, the oldest file first. Does not verify the log.',
    )
    .argument('<files...>', 'audit logs; - for standard input')
    .addOption(formatOption(['table', 'json']));
  addFilterOptions(query, context.io.nowMs())
    .addHelpText(
      'after',
      `\nWith -o json, each record is printed unchanged, one per line.\n${commandHelp({
        exitStatus: searchExitStatus,
        examples: [
          ['mirrorguard audit query --verdict deny --since 24h audit.log*', 'denied writes since yesterday'],
          ['mirrorguard audit query --name team -o json audit.log*', 'the history of an object'],
        ],
      })}`,
    )
    .action(async (files: readonly string[], options: QueryOptions) =>
      context.finish(await find(files, options, context)),
    );
}

async function find(
  files: readonly string[],
  { format, ...options }: QueryOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (format === 'table') io.writeOut(row(heading));
  return searchRecords(files, toFilter(options), io, ({ record, line }) =>
    io.writeOut(format === 'json' ? `${line.toString('utf8')}\n` : row(cellsOf(record))),
  );
}

type Cells = readonly [
  time: string,
  verdict: string,
  operation: string,
  kind: string,
  name: string,
  user: string,
  rules: string,
];

const heading: Cells = ['TIME', 'VERDICT', 'OPERATION', 'KIND', 'NAME', 'USER', 'RULES'];
/** Fixed, because rows are printed as records are found; a longer value shifts the rest of its row. */
const widths = [24, 7, 9, 24, 24, 24, 0] as const;

function row(cells: Cells): string {
  return `${cells
    .map((cell, index) => printable(cell).padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd()}\n`;
}

function cellsOf({ time, verdict, operation, kind, name, user, rules, failure, dryRun }: AuditRecord): Cells {
  const ids = [...new Set(rules.map(({ id }) => id))];
  const notes = [...(dryRun ? ['(dry run)'] : []), ...(failure === null ? [] : [`(${failure})`]), ...ids];
  return [time, verdict, operation, kind, name || '-', user.name || '-', notes.join(' ') || '-'];
}
