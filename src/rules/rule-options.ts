import type { Json } from '../model/json.ts';

/** An option of a rule. The policy's schema, its reference and the type in `check` are derived from it. */
export type RuleOption =
  /** A list of `host[:port][/path]` and `*.domain`, never empty. */
  | { readonly kind: 'scopes'; readonly description: string }
  | {
      readonly kind: 'choice';
      readonly of: readonly string[];
      readonly default: string;
      readonly description: string;
    }
  /** A list of rows, never empty; every row has every column. */
  | { readonly kind: 'rows'; readonly columns: RowColumns; readonly description: string };

/** A column of a table: one scope, several scopes, or one of several words. */
export type RowColumn =
  | { readonly kind: 'scope'; readonly description: string }
  | { readonly kind: 'scopes'; readonly description: string }
  | { readonly kind: 'choice'; readonly of: readonly string[]; readonly description: string };

type RowColumns = Readonly<Record<string, RowColumn>>;
export type RuleOptions = Readonly<Record<string, RuleOption>>;

type ColumnValue<Column extends RowColumn> = Column extends { readonly of: readonly (infer Word)[] }
  ? Word
  : Column extends { readonly kind: 'scopes' }
    ? readonly string[]
    : string;

type OptionValue<Option extends RuleOption> = Option extends {
  readonly columns: infer Columns extends RowColumns;
}
  ? readonly { readonly [Name in keyof Columns]: ColumnValue<Columns[Name]> }[]
  : Option extends { readonly of: readonly (infer Word)[] }
    ? Word
    : readonly string[];

/** The values of options that `check` receives. */
export type OptionValues<Options extends RuleOptions> = {
  readonly [Name in keyof Options]: OptionValue<Options[Name]>;
};

/** Values of a rule's options by name, as JSON. */
export type GivenOptions = Readonly<Record<string, Json>>;

const noOptions: GivenOptions = {};

/**
 * The defaults of the options; undefined if an option has no default: the rule is then inactive until the
 * policy sets it.
 */
export function defaultOptions(options: RuleOptions | undefined): GivenOptions | undefined {
  if (options === undefined) return noOptions;
  const defaults: Record<string, Json> = {};
  for (const [name, option] of Object.entries(options)) {
    if (option.kind !== 'choice') return undefined;
    defaults[name] = option.default;
  }
  return defaults;
}

/** The names of options that the policy must set. */
export function requiredOptions(options: RuleOptions | undefined): readonly string[] {
  return Object.entries(options ?? {}).flatMap(([name, { kind }]) => (kind === 'choice' ? [] : [name]));
}
