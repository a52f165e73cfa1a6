import { parseArgs } from 'node:util';
import { nearestName } from '../model/text/nearest-name.ts';
import { environmentVariable, type Option, parseOption } from './option.ts';

type ValueOf<O extends Option> = O['type'] extends { readonly kind: 'port' | 'seconds' | 'whole' }
  ? number
  : O['type'] extends { readonly of: readonly (infer Choice)[] }
    ? Choice
    : string;

/** Values by key; an option without a default can be absent. */
export type Values<Table extends Readonly<Record<string, Option>>> = {
  readonly [Key in keyof Table]: Table[Key] extends { readonly default: string }
    ? ValueOf<Table[Key]>
    : ValueOf<Table[Key]> | undefined;
};

export type ReadOptions<Table extends Readonly<Record<string, Option>>> =
  | { readonly outcome: 'values'; readonly values: Values<Table> }
  | { readonly outcome: 'help' }
  | { readonly outcome: 'version' }
  /** All problems, one line each. */
  | { readonly outcome: 'problems'; readonly problems: readonly string[] };

type OptionTable = Readonly<Record<string, Option>>;
type Environment = Readonly<Record<string, string | undefined>>;
type Flags = ReadonlyMap<string, string | undefined>;

/**
 * Reads options. Flags take precedence over the environment, which takes precedence over defaults. An empty
 * variable counts as unset.
 */
export function readOptions<const Table extends OptionTable>(
  table: Table,
  args: readonly string[],
  environment: Environment,
): ReadOptions<Table> {
  const problems: string[] = [];
  const flags = readFlags(table, args, problems);
  if (flags.has('help')) return { outcome: 'help' };
  if (flags.has('version')) return { outcome: 'version' };
  const values = parseValues(table, flags, { environment, problems });
  return problems.length > 0
    ? { outcome: 'problems', problems }
    : { outcome: 'values', values: values as Values<Table> };
}

/** Returns the given flags; adds arguments that are not options to the problems. */
function readFlags(table: OptionTable, args: readonly string[], problems: string[]): Flags {
  const names = Object.values(table).map(({ name }) => name);
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
    strict: false,
    tokens: true,
  });
  const known = new Set([...names, 'help', 'version']);
  const flags = new Map<string, string | undefined>();
  for (const token of tokens ?? []) {
    if (token.kind === 'positional')
      problems.push(`${JSON.stringify(token.value)} is not an option; options start with --`);
    if (token.kind !== 'option') continue;
    if (known.has(token.name)) flags.set(token.name, token.value);
    else {
      const hint = `${suggestion(token.name, names)}; run with --help to list the options`;
      problems.push(`${token.rawName} is not an option${hint}`);
    }
  }
  return flags;
}

function parseValues(
  table: OptionTable,
  flags: Flags,
  { environment, problems }: { readonly environment: Environment; readonly problems: string[] },
): Readonly<Record<string, string | number | undefined>> {
  const values: Record<string, string | number | undefined> = {};
  for (const [key, option] of Object.entries<Option>(table)) {
    const variable = environmentVariable(option);
    const [text, origin] = flags.has(option.name)
      ? [flags.get(option.name) ?? '', `--${option.name}`]
      : [environment[variable] || option.default, variable];
    if (text === undefined) continue;
    const parsed = parseOption(option, text);
    if ('problem' in parsed) problems.push(`${origin} ${parsed.problem}`);
    else values[key] = parsed.value;
  }
  return values;
}

function suggestion(name: string, names: readonly string[]): string {
  const meant = nearestName(name, names);
  return meant === undefined ? '' : ` (did you mean --${meant}?)`;
}
