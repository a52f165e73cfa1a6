import type { ClusterModel } from '../model/cluster-model.ts';
import { findFaults } from '../model/location/location-faults.ts';
import type { StoppingProblem } from '../model/stopping-problems.ts';
import type { EvaluatedViolation, Outcome } from '../policy/outcome.ts';
import type { AnyRule } from '../rules/rule.ts';
import { explainStops, type Stop } from './stop.ts';

const stopRule = 'no-stopped-operator';

/**
 * The stops of a state as findings of no-stopped-operator, which normally leaves most of them to rules of
 * their own. Used if those rules are off or only warn, because a state that `render` rejects must not pass.
 * Undefined if the operator does not stop or no-stopped-operator is off.
 */
export function unreportedStops(model: ClusterModel, rules: readonly AnyRule[]): Outcome | undefined {
  const rule = rules.find(({ id }) => id === stopRule);
  if (rule === undefined || model.problems.length === 0) return undefined;
  const stops = explainStops(model).filter((_, index) => !isPlaceholder(model.problems[index]));
  if (stops.length === 0) return undefined;
  // The operator loads the file last, so it stops at the other problem first.
  const relevant = stops.filter(({ kind }) => stops.length === 1 || kind !== 'unloadable-with-image-policy');
  return { status: 'failed', rule, violations: relevant.map(toViolation) };
}

/** One line for a state that passes only because no-stopped-operator is off. */
export function describePermittedStop(model: ClusterModel, enabled: readonly AnyRule[]): string | undefined {
  const [stop] = enabled.some(({ id }) => id === stopRule) ? [] : explainStops(model);
  if (stop === undefined) return undefined;
  const consequence = 'the Machine Config Operator would stop applying mirror changes';
  return `${stopRule} is off, but ${consequence}: ${stop.message}`;
}

/** The text of a template is not the value that is applied. If no-placeholder is off, the user renders it. */
function isPlaceholder(problem: StoppingProblem | undefined): boolean {
  if (problem?.kind !== 'invalid-source' && problem?.kind !== 'invalid-mirror') return false;
  const { entry } = problem;
  const [text = '', role] =
    problem.kind === 'invalid-source'
      ? [entry.source, 'source' as const]
      : [entry.mirrors[problem.mirrorIndex], 'mirror' as const];
  return findFaults(text, role).some(({ kind }) => kind === 'placeholder');
}

function toViolation({ message, explanation, origins }: Stop): EvaluatedViolation {
  const [first, ...related] = origins;
  return {
    object: first ?? { kind: '', name: '' },
    path: first?.path ?? [],
    message:
      `the Machine Config Operator would stop applying mirror changes: ${message}. ` +
      explanation.replace(/\.$/, ''),
    related,
  };
}
