import type { FactName, Facts } from '../model/facts.ts';
import type { MirrorSetKind } from '../model/mirror-set.ts';
import type { ChangeContext } from './change-context.ts';
import type { ExampleCase } from './example.ts';
import type { Severity, StateFinding, Violation } from './finding.ts';
import type { GivenOptions, OptionValues, RuleOptions } from './rule-options.ts';
import type { StateContext } from './state-context.ts';
import type { Operation, Subject } from './subject.ts';

/**
 * What a rule reads. `format` rules report what the API server's schema would reject, and the mutating
 * webhook reports them; `manifest` rules report what is accepted and then lost or overwritten.
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
 * Where a rule makes sense: a webhook sees objects after the API server has dropped some mistakes, and before
 * it adds others.
 */
export type Host = 'admission' | 'cli';

export interface RuleMeta {
  readonly category: Category;
  /** What is reported: starts with Disallow, Require, Prefer or Warn. The title of a finding in SARIF. */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Among findings of one severity, these come first: security and outage before advice. */
  readonly isListedFirst?: true;
  /** The rows of DOMAIN 10 that it covers. */
  readonly domain: readonly string[];
  /** First version of mirrorguard that has it. */
  readonly since: string;
  /** For object rules. Default: all three. */
  readonly kinds?: readonly MirrorSetKind[];
  /** For object rules. Default: CREATE and UPDATE. */
  readonly operations?: readonly Operation[];
  /** Default: both. */
  readonly hosts?: readonly Host[];
  /**
   * What the policy may set. A rule with an option that has no default does nothing until the policy sets it.
   */
  readonly options?: RuleOptions;
  readonly examples: { readonly valid: readonly ExampleCase[]; readonly invalid: readonly ExampleCase[] };
}

/** The facts that a rule names: the required ones are known, the used ones may be. */
type RuleFacts<Required extends FactName, Used extends FactName> = Pick<Facts, Required & keyof Facts> &
  Partial<Pick<Facts, Used & keyof Facts>>;

interface RuleBase<Required extends FactName, Used extends FactName, Options extends RuleOptions> {
  /** Also the file, the test, the page, the metric label, the audit key and the CLI argument. */
  readonly id: string;
  /** Facts without which it cannot be evaluated. */
  readonly requires: readonly Required[];
  /** Facts that it takes into account when they are known. */
  readonly uses: readonly Used[];
  /**
   * Used facts without which it reports nothing. A command then lists it as not evaluated; a webhook does not
   * warn of it with every write.
   */
  readonly silentWithout: readonly Used[];
  readonly meta: RuleMeta & { readonly options?: Options };
  /** The options if the policy sets none; undefined if it must set them. */
  readonly defaultOptions: GivenOptions | undefined;
}

/** One object's text and structure. */
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

/** A property of a cluster state: the same in lint, admission and the background check. */
export interface StateRule<Required extends FactName = FactName, Used extends FactName = FactName>
  extends RuleBase<Required, Used, Record<never, never>> {
  readonly kind: 'state';
  check(context: StateContext<RuleFacts<Required, Used>>): Iterable<StateFinding>;
}

/** What changes from one state to another: rollout, order, pulls that are taken over. */
export interface ChangeRule<Required extends FactName = FactName, Used extends FactName = FactName>
  extends RuleBase<Required, Used, Record<never, never>> {
  readonly kind: 'change';
  check(context: ChangeContext<RuleFacts<Required, Used>>): Iterable<Violation>;
}

/** A rule is a value: its metadata is its documentation, and `check` is pure. */
export type AnyRule =
  | ObjectRule<never, never, never>
  | ObjectRule
  | StateRule<never, never>
  | StateRule
  | ChangeRule<never, never>
  | ChangeRule;
