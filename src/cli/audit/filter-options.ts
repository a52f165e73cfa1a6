import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseTime } from './parse-time.ts';
import type { RecordFilter } from './record-filter.ts';

/** As commander hands the options over. */
export type FilterOptions = Omit<RecordFilter, 'sinceMs' | 'untilMs'> & {
  readonly since?: number;
  readonly until?: number;
};

/** The options by which `audit query` and `audit stats` choose records. */
export function addFilterOptions(command: Command, nowMs: number): Command {
  const readTime = (text: string) => {
    const ms = parseTime(text, nowMs);
    if (ms === undefined)
      throw new InvalidArgumentError(
        'Write it as 2026-11-22, 2026-11-22T08:00:00Z, or 90m, 24h, 7d for so long ago.',
      );
    return ms;
  };
  return command
    .option('--user <name>', 'who wrote')
    .option('--group <name>', 'a group of whoever wrote')
    .option('--kind <kind>', 'ImageDigestMirrorSet and its like, or idms, itms, icsp')
    .option('--name <name>', 'name of the object')
    .addOption(
      choiceOption('--operation <operation>', 'what was done', ['create', 'update', 'delete', 'connect']),
    )
    .addOption(choiceOption('--verdict <verdict>', 'how it was decided', ['allow', 'deny', 'ignore']))
    .option('--rule <id>', 'a rule that had something to say, could not be evaluated, or was exempted from')
    .addOption(
      choiceOption('--spared <why>', 'something was not refused although its rule would', [
        'stored',
        'exemption',
        'break-glass',
        'advisory',
      ]),
    )
    .option('--exemption <name>', 'an exemption that was used; break-glass for that')
    .option('--uid <uid>', "of the AdmissionReview, as in the API server's own audit log")
    .addOption(
      new Option('--since <time>', 'from this time on: a date, a time, or so long ago (24h)').argParser(
        readTime,
      ),
    )
    .addOption(new Option('--until <time>', 'before this time').argParser(readTime));
}

/** In any case: the log itself says `DELETE`. */
function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).argParser((text: string) => {
    const choice = text.toLowerCase();
    if (!choices.includes(choice))
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    return choice;
  });
}

export function toFilter({ since, until, ...filter }: FilterOptions): RecordFilter {
  return {
    ...filter,
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(until === undefined ? {} : { untilMs: until }),
  };
}
