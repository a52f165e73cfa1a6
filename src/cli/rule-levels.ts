import { InvalidArgumentError } from 'commander';
import { type Enforcement, type Level, recommended } from '../policy/enforcement.ts';
import type { AnyRule } from '../rules/rule.ts';
import { didYouMean } from './closest.ts';

export const levels = ['deny', 'warn', 'audit', 'off'] as const satisfies readonly Level[];

type Levels = Enforcement['levels'];

/** Parses one `ID=LEVEL` of --rule. The last level of a rule takes precedence. */
export function addRuleLevel(rules: readonly AnyRule[]): (text: string, previous: Levels) => Levels {
  const ids = rules.map(({ id }) => id);
  return (text, previous) => {
    const equals = text.indexOf('=');
    const id = equals === -1 ? text : text.slice(0, equals);
    const level = equals === -1 ? '' : text.slice(equals + 1);
    if (!ids.includes(id))
      throw new InvalidArgumentError(
        `Unknown rule "${id}".${didYouMean(id, ids)} \`mirrorguard rules\` lists the rules.`,
      );
    if (!isLevel(level))
      throw new InvalidArgumentError(`Use ${id}=LEVEL, where LEVEL is one of ${levels.join(', ')}.`);
    return { ...previous, [id]: level };
  };
}

function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}

/** Without stored objects, the input is not applied, so the operator cannot be blocked by it. */
const offByDefault: Levels = { 'rollout-blocked': 'off' };

/**
 * Files rarely contain all facts, so rules that cannot be evaluated result in audit findings instead of
 * warnings.
 */
export function cliEnforcement(
  levels: Levels,
  {
    isStoredKnown = false,
    policy = recommended,
  }: { readonly isStoredKnown?: boolean; readonly policy?: Enforcement } = {},
): Enforcement {
  return {
    ...policy,
    levels: { ...(isStoredKnown ? {} : offByDefault), ...policy.levels, ...levels },
    onNotEvaluated: 'audit',
  };
}

/** Rules that --rule enables although the policy does not set their required options. */
export function findIdleRules(levels: Levels, enabled: readonly AnyRule[]): readonly string[] {
  const ids = new Set(enabled.map(({ id }) => id));
  return Object.keys(levels).filter((id) => levels[id] !== 'off' && !ids.has(id));
}
