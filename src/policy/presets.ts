import type { AnyRule } from '../rules/rule.ts';
import type { Enforcement } from './enforcement.ts';

/** Where a policy begins. */
export interface Preset {
  /** For people, one sentence. */
  readonly summary: string;
  /** Levels that differ from the rules' own. */
  levels(rules: readonly AnyRule[]): Enforcement['levels'];
  /** What becomes of what could not be judged: for want of facts, or time, or because mirrorguard failed. */
  readonly onFault: 'warn' | 'deny';
  /** Nothing is refused; what would be is told. */
  readonly isAdvisory: boolean;
}

const own = (): Enforcement['levels'] => ({});

/**
 * Strict refuses what is a mistake. What advises (`prefer-`) stays advice, and what tells of the change rather than of a mistake in it
 * (`rollout`) stays news: refusing it would refuse to change anything.
 */
function strictLevels(rules: readonly AnyRule[]): Enforcement['levels'] {
  const raised = rules.filter(
    ({ id, meta }) => meta.severity === 'warn' && meta.category !== 'rollout' && !id.startsWith('prefer-'),
  );
  return Object.fromEntries(raised.map(({ id }) => [id, 'deny']));
}

export type PresetName = 'recommended' | 'strict' | 'advisory';

export const presets: Readonly<Record<PresetName, Preset>> = {
  recommended: {
    summary: 'Every rule has its own severity; what could not be judged is let through with a warning.',
    levels: own,
    onFault: 'warn',
    isAdvisory: false,
  },
  strict: {
    summary:
      'Rules that warn refuse, but for `prefer-` rules and those about rollouts; what could not be judged is refused.',
    levels: strictLevels,
    onFault: 'deny',
    isAdvisory: false,
  },
  advisory: {
    summary:
      'As recommended, but nothing is ever refused: what would be is told to the user and recorded as such.',
    levels: own,
    onFault: 'warn',
    isAdvisory: true,
  },
};
