import type { AnyRule } from '../rules/rule.ts';
import type { Enforcement } from './enforcement.ts';

/** The base of a policy. */
export interface Preset {
  /** One sentence for the reference. */
  readonly summary: string;
  /** Levels that differ from the severities of the rules. */
  levels(rules: readonly AnyRule[]): Enforcement['levels'];
  /**
   * The decision if a write cannot be evaluated because a fact is unknown, the deadline passed or an internal
   * error occurred.
   */
  readonly onFault: 'warn' | 'deny';
  /** Nothing is denied; the response marks would-be denials. */
  readonly isAdvisory: boolean;
}

const own = (): Enforcement['levels'] => ({});

/**
 * Strict denies mistakes. Advice (`prefer-`) and rollout facts stay warnings, because denying rollout facts
 * would deny every change.
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
    summary: 'Every rule has its default level; a rule that cannot be evaluated causes a warning.',
    levels: own,
    onFault: 'warn',
    isAdvisory: false,
  },
  strict: {
    summary:
      'Rules that warn by default deny, except `prefer-` rules and rules about rollouts; a write that ' +
      'cannot be evaluated is denied.',
    levels: strictLevels,
    onFault: 'deny',
    isAdvisory: false,
  },
  advisory: {
    summary:
      'As recommended, but nothing is denied; findings that would deny are warnings, and are marked in the ' +
      'audit record.',
    levels: own,
    onFault: 'warn',
    isAdvisory: true,
  },
};
