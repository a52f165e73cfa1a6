import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RecordFilter } from '../../audit/reading/record-filter.ts';
import { parseTime } from './parse-time.ts';

/** The options in the form that commander passes. */
export type FilterOptions = Omit<RecordFilter, 'sinceMs' | 'untilMs'> & {
  readonly since?: number;
  readonly until?: number;
};

/** Adds the options with which `audit query` and `audit stats` select records. */
export function addFilterOptions(command: Command, nowMs: number): Command {
  const readTime = (text: string) => {
    const ms = parseTime(text, nowMs);
    if (ms === undefined)
      throw new InvalidArgumentError(
        'Write it as 2026-11-22, 2026-11-22T08:00:00Z, or as a duration ago: 90m, 24h, 7d.',
      );
    return ms;
  };
  return command
    .option('--user <name>', 'name of the user')
    .option('--group <name>', 'a group of the user')
    .option('--kind <kind>', 'a kind such as ImageDigestMirrorSet, or idms, itms, icsp')
    .option('--name <name>', 'name of the object')
    .addOption(
      choiceOption('--operation <operation>', 'the operation', ['create', 'update', 'delete', 'connect']),
    )
    .addOption(choiceOption('--verdict <verdict>', 'the decision', ['allow', 'deny', 'ignore']))
    .option('--rule <id>', 'a rule that reported a finding, could not be evaluated, or was exempted')
    .addOption(
      choiceOption('--exempted <reason>', 'why a finding did not deny although its rule would', [
        'stored',
        'policy-change',
        'exemption',
        'break-glass',
        'advisory',
      ]),
    )
    .option('--exemption <name>', 'an exemption that was used, or break-glass')
    .option('--uid <uid>', "uid of the AdmissionReview, as in the API server's audit log")
    .addOption(
      new Option('--since <time>', 'at or after this date, time or duration ago (24h)').argParser(readTime),
    )
    .addOption(new Option('--until <time>', 'before this date, time or duration ago').argParser(readTime));
}

/** Case-insensitive, because the log contains `DELETE`. */
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
