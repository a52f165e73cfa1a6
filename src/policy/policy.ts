import { type Mutation, mutations } from '../rules/mutations/index.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { GivenOptions } from '../rules/rule-options.ts';
import type { GuardedKind } from '../rules/subject.ts';
import type { Enforcement, Level } from './enforcement.ts';
import type { Exemption } from './exemptions.ts';
import { type Preset, type PresetName, presets } from './presets.ts';
import type { RequesterSet } from './requester.ts';

/** YAML 1.1, which Helm and many editors use, reads `on` and `off` as true and false. */
type OnOff = 'on' | 'off' | boolean;

interface RequesterSetInput {
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
  readonly serviceAccounts?: readonly string[];
}

interface GivenExemption extends RequesterSetInput {
  readonly name: string;
  readonly reason: string;
  readonly ticket?: string;
  /** A date such as `2026-12-01`, which is included, or an RFC 3339 time. */
  readonly expires?: string;
  readonly rules: readonly string[];
  readonly kinds?: readonly GuardedKind[];
  readonly names?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly sources?: readonly string[];
}

type GivenLevel = Level | false;

/** A validated policy as written. Absent members come from the preset. */
export interface GivenPolicy {
  readonly preset?: PresetName;
  readonly rules?: Readonly<
    Record<string, GivenLevel | { readonly level?: GivenLevel; readonly options?: GivenOptions }>
  >;
  readonly onNotEvaluated?: Enforcement['onNotEvaluated'];
  readonly onRuleError?: Enforcement['onError'];
  readonly onDeadline?: 'warn' | 'deny';
  readonly onInternalError?: 'warn' | 'deny';
  readonly mutations?: Readonly<Record<string, OnOff>>;
  readonly exemptions?: readonly GivenExemption[];
  readonly breakGlass?: RequesterSetInput;
}

/** Everything that a decision depends on except the write and the facts. */
export interface Policy {
  readonly enforcement: Enforcement;
  /** Ids of the enabled mutations. */
  readonly mutations: ReadonlySet<string>;
  /** Undefined: the failurePolicy of the called webhook entry applies. */
  readonly onDeadline?: 'warn' | 'deny' | undefined;
  /** Like `onDeadline`. */
  readonly onInternalError?: 'warn' | 'deny' | undefined;
}

/** Settings of the command line; a policy overrides them. */
export type PolicyDefaults = Pick<Policy, 'onDeadline' | 'onInternalError'> &
  Pick<Enforcement, 'exemptRequesters'>;

/** Compiles a policy once for all requests: levels, options and exemptions in the form for lookup. */
export function compilePolicy(
  given: GivenPolicy,
  rules: readonly AnyRule[],
  defaults: PolicyDefaults = {},
): Policy {
  const { exemptRequesters = [] } = defaults;
  const preset: Preset = presets[given.preset ?? 'recommended'];
  const { onNotEvaluated = preset.onFault, onRuleError = preset.onFault } = given;
  const enforcement: Enforcement = {
    levels: { ...preset.levels(rules), ...levelsOf(given) },
    options: optionsOf(given, rules),
    onNotEvaluated,
    onError: onRuleError,
    exemptions: (given.exemptions ?? []).map(compileExemption),
    ...(given.breakGlass === undefined ? {} : { breakGlass: compileRequesters(given.breakGlass) }),
    ...(exemptRequesters.length === 0 ? {} : { exemptRequesters }),
    ...(preset.isAdvisory ? { isAdvisory: true } : {}),
  };
  const fallback =
    preset.onFault === 'deny' ? ({ onDeadline: 'deny', onInternalError: 'deny' } as const) : defaults;
  return {
    enforcement,
    mutations: mutationsOf(given),
    // A preset that denies nothing must not deny because of an unknown fact.
    onDeadline: preset.isAdvisory ? 'warn' : (given.onDeadline ?? fallback.onDeadline),
    onInternalError: preset.isAdvisory ? 'warn' : (given.onInternalError ?? fallback.onInternalError),
  };
}

function levelsOf({ rules = {} }: GivenPolicy): Enforcement['levels'] {
  const levels: Record<string, Level> = {};
  for (const [id, given] of Object.entries(rules)) {
    const level = typeof given === 'object' ? given.level : given;
    if (level !== undefined) levels[id] = level === false ? 'off' : level;
  }
  return levels;
}

function optionsOf(
  { rules: given = {} }: GivenPolicy,
  rules: readonly AnyRule[],
): NonNullable<Enforcement['options']> {
  const options: Record<string, GivenOptions> = {};
  for (const { id, meta, defaultOptions } of rules) {
    const setting = given[id];
    if (meta.options === undefined || typeof setting !== 'object' || setting.options === undefined) continue;
    options[id] = { ...defaultOptions, ...setting.options };
  }
  return options;
}

function compileExemption(given: GivenExemption): Exemption {
  const { users, groups, serviceAccounts, rules, kinds, expires, ...same } = given;
  const isForSome = users !== undefined || groups !== undefined || serviceAccounts !== undefined;
  return {
    ...same,
    rules: rules.includes('*') ? 'all' : new Set(rules),
    ...(expires === undefined ? {} : { expires }),
    expiresMs: expires === undefined ? Number.POSITIVE_INFINITY : endOf(expires),
    ...(isForSome ? { who: compileRequesters(given) } : {}),
    ...(kinds === undefined ? {} : { kinds: new Set(kinds) }),
  };
}

const dayMs = 86_400_000;

/**
 * The time in milliseconds at which `expires` is over. A date ends at midnight UTC at the end of that day.
 * NaN for an invalid date.
 */
export function endOf(expires: string): number {
  const ms = Date.parse(expires);
  return expires.includes('T') ? ms : ms + dayMs;
}

function compileRequesters({
  users = [],
  groups = [],
  serviceAccounts = [],
}: RequesterSetInput): RequesterSet {
  return { users: new Set(users), groups: new Set(groups), serviceAccounts };
}

function mutationsOf({ mutations: given = {} }: GivenPolicy): ReadonlySet<string> {
  const isMade = ({ id, meta }: Mutation) => isOn(given[id] ?? meta.default);
  return new Set(mutations.filter(isMade).map(({ id }) => id));
}

function isOn(value: OnOff): boolean {
  return value === true || value === 'on';
}
