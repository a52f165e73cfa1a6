import type { FactName, Facts } from '../model/facts.ts';
import type { ChangeContext } from './change-context.ts';
import type { ExampleCase } from './example.ts';
import type { Severity, StateFinding, Violation } from './finding.ts';
import type { GivenOptions, OptionValues, RuleOptions } from './rule-options.ts';
import type { StateContext } from './state-context.ts';
import type { GuardedKind, Operation, Subject } from './subject.ts';

/**
 * The input of a rule. `format` rules report values that the schema of the API server would reject, and the
 * mutating webhook reports them. `manifest` rules report values that are accepted and then lost or
 * overwritten.
 */
export type Category =
  | 'format'
  | 'manifest'
  | 'pull'
  | 'across-objects'
  | 'image-config'
  | 'rollout'
  | 'governance';

/**
 * Where a rule is useful. The API server drops some mistakes before it calls a webhook, and reports others
 * itself.
 */
export type Host = 'admission' | 'cli';

export interface RuleMeta {
  readonly category: Category;
  /**
   * What the rule reports; starts with Disallow, Require, Prefer or Warn. The title of a finding in SARIF.
   */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Whether findings are listed first among those of one severity: security and outage before advice. */
  readonly isListedFirst?: true;
  /** The rows of DOMAIN 10 that the rule covers. */
  readonly domain: readonly string[];
  /** The first mirrorguard version with this rule. */
  readonly since: string;
  /**
   * For object rules. Default: the three mirror sets. A rule for Image `cluster` reads only the fields that
   * all writes have.
   */
  readonly kinds?: readonly GuardedKind[];
  /** For object rules. Default: CREATE and UPDATE. */
  readonly operations?: readonly Operation[];
  /** Default: both. */
  readonly hosts?: readonly Host[];
  /**
   * The options that a policy can set. A rule with an option without a default is inactive until the policy
   * sets it.
   */
  readonly options?: RuleOptions;
  readonly examples: { readonly valid: readonly ExampleCase[]; readonly invalid: readonly ExampleCase[] };
}

/** The facts of a rule: required facts are known, used facts can be undefined. */
type RuleFacts<Required extends FactName, Used extends FactName> = Pick<Facts, Required & keyof Facts> &
  Partial<Pick<Facts, Used & keyof Facts>>;

interface RuleBase<Required extends FactName, Used extends FactName, Options extends RuleOptions> {
  /** Also the name of the file, test and page, the metric label, the audit key and the CLI argument. */
  readonly id: string;
  /** Facts that the evaluation requires. */
  readonly requires: readonly Required[];
  /** Facts that the rule uses if they are known. */
  readonly uses: readonly Used[];
  /**
   * Used facts without which the rule reports nothing. The CLI lists such a rule as not evaluated; the
   * webhook does not warn about it with every write.
   */
  readonly silentWithout: readonly Used[];
  readonly meta: RuleMeta & { readonly options?: Options };
  /** The options if the policy sets none; undefined if the policy must set them. */
  readonly defaultOptions: GivenOptions | undefined;
}

/** A rule for the text and structure of one object. */
export interface ObjectRule<
  Required extends FactName = FactName,
  Used extends FactName = FactName,
  Options extends RuleOptions = RuleOptions,
> extends RuleBase<Required, Used, Options> {
  readonly kind: 'object';
  check(context: {
    readonly subject: Subject;
    readonly facts: RuleFacts<Required, Used>;
    readonly options: OptionValues<Options>;
  }): Iterable<Violation>;
}

/** A rule for a property of a cluster state; the same in lint, admission and the background check. */
export interface StateRule<Required extends FactName = FactName, Used extends FactName = FactName>
  extends RuleBase<Required, Used, Record<never, never>> {
  readonly kind: 'state';
  check(context: StateContext<RuleFacts<Required, Used>>): Iterable<StateFinding>;
}

/**
 * A rule for the difference between two states: rollout, mirror order, pulls that change their source entry.
 */
export interface ChangeRule<Required extends FactName = FactName, Used extends FactName = FactName>
  extends RuleBase<Required, Used, Record<never, never>> {
  readonly kind: 'change';
  check(context: ChangeContext<RuleFacts<Required, Used>>): Iterable<Violation>;
}

/** A rule is a value. Its metadata is its documentation, and `check` is a pure function. */
export type AnyRule =
  | ObjectRule<never, never, never>
  | ObjectRule
  | StateRule<never, never>
  | StateRule
  | ChangeRule<never, never>
  | ChangeRule;

const writesOfObjects: readonly Operation[] = ['CREATE', 'UPDATE'];
const allWrites: readonly Operation[] = ['CREATE', 'UPDATE', 'DELETE'];

/** The writes that a rule evaluates: a deletion changes the state too. */
export function operationsOf({ kind, meta }: Pick<AnyRule, 'kind' | 'meta'>): readonly Operation[] {
  return meta.operations ?? (kind === 'object' ? writesOfObjects : allWrites);
}
