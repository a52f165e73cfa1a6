import { type Command, Option } from 'commander';
import type { AuditEvent } from '../../audit/reading/parse-record.ts';
import type { AuditRecord } from '../../audit/record.ts';
import { fieldOf, type Json } from '../../model/json.ts';
import { printable } from '../../reporting/printable.ts';
import { addFilterOptions, type FilterOptions, toFilter } from '../audit/filter-options.ts';
import { eventTypes, searchEvents } from '../audit/search-events.ts';
import { searchExitStatus, searchRecords } from '../audit/search-records.ts';
import type { CommandContext } from '../cli-io.ts';
import { commandHelp } from '../command-help.ts';
import type { ExitCode } from '../exit-code.ts';
import { formatOption } from '../options.ts';

interface QueryOptions extends FilterOptions {
  readonly format: 'table' | 'json';
  readonly type: 'decision' | (typeof eventTypes)[number];
}

export function addAuditQuery(audit: Command, context: CommandContext): void {
  const query = audit
    .command('query')
    .summary('find decisions and changes of the policy')
    .description(
      'Prints the decisions that match all options, the oldest file first. With --type, prints other ' +
        'records: of the enforced policy and its changes, or of the end of a process. ' +
        'Does not verify the log.',
    )
    .argument('<files...>', 'audit logs; - for standard input')
    .addOption(formatOption(['table', 'json']))
    .addOption(
      new Option('--type <type>', 'type of the records')
        .choices(['decision', ...eventTypes])
        .default('decision'),
    );
  addFilterOptions(query, context.io.nowMs())
    .addHelpText(
      'after',
      `\nWith -o json, each record is printed unchanged, one per line.\n${commandHelp({
        exitStatus: searchExitStatus,
        examples: [
          ['mirrorguard audit query --verdict deny --since 24h audit.log*', 'denied writes since yesterday'],
          ['mirrorguard audit query --name team -o json audit.log*', 'the history of an object'],
          ['mirrorguard audit query --type policy --since 7d audit.log*', 'changes of the policy'],
        ],
      })}`,
    )
    .action(async (files: readonly string[], options: QueryOptions) =>
      context.finish(await find(files, options, context)),
    );
}

async function find(
  files: readonly string[],
  { format, type, ...options }: QueryOptions,
  { io }: CommandContext,
): Promise<ExitCode> {
  if (type !== 'decision') return await findEvents(files, { format, type, ...options }, io);
  const print = tablePrinter(format === 'table' ? row(heading) : '', io);
  return searchRecords(files, toFilter(options), io, ({ record, line }) =>
    print(format === 'json' ? `${line.toString('utf8')}\n` : row(cellsOf(record))),
  );
}

/**
 * Prints the table head with the first row, because the output can also be an error or the reason for an
 * empty result.
 */
function tablePrinter(head: string, io: CommandContext['io']): (row: string) => void {
  let pending = head;
  return (text) => {
    io.writeOut(pending + text);
    pending = '';
  };
}

async function findEvents(
  files: readonly string[],
  { format, type, ...options }: QueryOptions & { readonly type: (typeof eventTypes)[number] },
  io: CommandContext['io'],
): Promise<ExitCode> {
  const print = tablePrinter(format === 'table' ? eventRow('TIME', 'TYPE', 'REPLICA', 'CONTENT') : '', io);
  return searchEvents(files, { type, filter: toFilter(options) }, io, ({ event, line }) =>
    print(
      format === 'json'
        ? `${line.toString('utf8')}\n`
        : eventRow(event.time, event.type, event.replica, contentOf(event)),
    ),
  );
}

const eventRow = (time: string, type: string, replica: string, content: string) =>
  `${[time.padEnd(24), type.padEnd(6), replica.padEnd(24), content].map(printable).join('  ').trimEnd()}\n`;

/** `change: enforcement.levels.no-wildcard-mirror "deny" -> "warn"` */
function contentOf({ type, content }: AuditEvent): string {
  if (type !== 'policy') return '-';
  const { previousHash, difference, differenceOmitted = 0 } = content;
  const changes = (Array.isArray(difference) ? difference : []).map(
    (change) => `${fieldOf(change, 'path')} ${settingOf(change, 'before')} -> ${settingOf(change, 'after')}`,
  );
  const omitted = Number(differenceOmitted) > 0 ? [`${differenceOmitted} more`] : [];
  const texts = [...changes, ...omitted];
  const list = texts.length === 0 ? 'as recommended' : texts.join('; ');
  return `${previousHash === null ? 'start' : 'change'}: ${list}`;
}

const settingOf = (change: Json, field: 'before' | 'after') => {
  const value = fieldOf(change, field) ?? null;
  return value === null ? '(not set)' : JSON.stringify(value);
};

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
/**
 * Fixed widths, because rows are printed when records are found; a longer value shifts the rest of its row.
 */
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
