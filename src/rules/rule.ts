import type { FactName, Facts } from '../model/facts.ts';
import type { MirrorSetKind, ObjectRef } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { ExampleCase } from './example.ts';
import type { GivenOptions, OptionValues, RuleOptions } from './rule-options.ts';
import type { Operation, Subject } from './subject.ts';

/** `deny` refuses the write, `warn` tells the user, `audit` is kept for the audit log and for whoever asks. */
export type Severity = 'deny' | 'warn' | 'audit';

/**
 * What a rule looks at. `format` rules stand for what the API server's schema would refuse, and are answered while mutating already;
 * `manifest` rules for what is accepted and then lost or overwritten.
 */
export type Category =
  | 'format'
  | 'manifest'
  | 'pull'
  | 'across-objects'
  | 'image-config'
  | 'rollout'
  | 'governance';

/** Where a rule makes sense: some mistakes are gone, or not yet there, when a webhook sees the object. */
export type Host = 'admission' | 'cli';

/** Something else that takes part in what is wrong. */
export interface Related extends ObjectRef {
  readonly path: FieldPath;
}

/** One place where a rule is broken. */
export interface Violation {
  readonly path: FieldPath;
  /** What, the consequence and what to do; the first sentence stands alone. Neither the path nor the rule id is repeated. */
  readonly message: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The same for the same matter before and after an update, where path and message may not be (ratchet.ts). */
  readonly key?: string;
}

export interface RuleMeta {
  readonly category: Category;
  /** The law in one sentence, as it would be if obeyed. */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Among findings of one severity its own come first. */
  readonly isListedFirst?: true;
  /** What it finds sums up the change: told to the user although it is only info, behind everything else, unless that is turned off. */
  readonly tellsRollout?: true;
  /** The rows of DOMAIN 10 that it answers for. */
  readonly domain: readonly string[];
  /** First version of mirrorguard that has it. */
  readonly since: string;
  /** Default: all three. */
  readonly kinds?: readonly MirrorSetKind[];
  /** Default: CREATE and UPDATE. */
  readonly operations?: readonly Operation[];
  /** Default: both. */
  readonly hosts?: readonly Host[];
  /** What the policy may set. A rule with an option that has no default does nothing until the policy sets it. */
  readonly options?: RuleOptions;
  readonly examples: { readonly valid: readonly ExampleCase[]; readonly invalid: readonly ExampleCase[] };
}

/** A rule is a value: its metadata is its documentation, and `check` is pure. */
export interface Rule<
  Needed extends FactName = FactName,
  Used extends FactName = FactName,
  Options extends RuleOptions = RuleOptions,
> {
  /** Also the file, the test, the page, the metric label, the audit key and the CLI argument. */
  readonly id: string;
  /** Facts without which it cannot be evaluated. */
  readonly requires: readonly Needed[];
  /** Facts that sharpen it when they are known. */
  readonly uses: readonly Used[];
  readonly meta: RuleMeta & { readonly options?: Options };
  /** What holds where the policy sets no options; undefined where it has to. */
  readonly defaultOptions: GivenOptions | undefined;
  check(context: {
    readonly subject: Subject;
    readonly facts: Pick<Facts, Needed> & Partial<Pick<Facts, Used>>;
    readonly options: OptionValues<Options>;
  }): Iterable<Violation>;
}

/** A rule among others, whatever it requires. */
export type AnyRule = Rule<never, never, never> | Rule;
