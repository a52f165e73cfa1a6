import { InvalidArgumentError } from 'commander';
import { type Enforcement, type Level, recommended } from '../policy/enforcement.ts';
import type { AnyRule } from '../rules/rule.ts';
import { didYouMean } from './closest.ts';

const levels = ['deny', 'warn', 'audit', 'off'] as const satisfies readonly Level[];

type Levels = Enforcement['levels'];

/** Reads one `ID=LEVEL` of --rule and adds it to those read before; the last of a rule counts. */
export function addRuleLevel(rules: readonly AnyRule[]): (text: string, previous: Levels) => Levels {
  const ids = rules.map(({ id }) => id);
  return (text, previous) => {
    const equals = text.indexOf('=');
    const id = equals === -1 ? text : text.slice(0, equals);
    const level = equals === -1 ? '' : text.slice(equals + 1);
    if (!ids.includes(id))
      throw new InvalidArgumentError(
        `There is no rule "${id}".${didYouMean(id, ids)} \`mirrorguard rules\` lists them.`,
      );
    if (!isLevel(level))
      throw new InvalidArgumentError(`Write it as ${id}=LEVEL, where LEVEL is one of ${levels.join(', ')}.`);
    return { ...previous, [id]: level };
  };
}

function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}

/**
 * The objects of an input are not stored yet: that one of them would stop the operator is said where it stands, and need not be
 * said of all others as if it had happened already.
 */
const offByDefault: Levels = { 'rollout-blocked': 'off' };

/** Missing facts are the normal state of a file, so they are a note, not a warning; a broken rule is one. Everything else is the policy's. */
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

/** Rules that somebody wants enforced and that cannot be, because the policy does not give them the options they need. */
export function findIdleRules(levels: Levels, inForce: readonly AnyRule[]): readonly string[] {
  const ids = new Set(inForce.map(({ id }) => id));
  return Object.keys(levels).filter((id) => levels[id] !== 'off' && !ids.has(id));
}
