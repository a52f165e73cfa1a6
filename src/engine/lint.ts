import { type JsonObject, valueAt } from '../model/json.ts';
import type { Level } from '../policy/enforcement.ts';
import type { Finding } from '../policy/finding.ts';
import { rules } from '../rules/index.ts';
import { type GivenCluster, readCluster } from './cluster.ts';
import { toClusterFacts } from './cluster-facts.ts';
import { evaluateInput, type InputObject } from './evaluate-input.ts';
import { evaluatedKind } from './intended-kind.ts';
import { listUnknownFacts, type UnknownFact } from './unknown-facts.ts';
import { unwrap } from './unwrap.ts';

export interface LintOptions {
  /**
   * What is stored in the cluster; objects of the input with one of its names are updates. Undefined where it
   * is not known.
   */
  readonly stored?: Iterable<unknown>;
  readonly given?: GivenCluster;
  /** By rule id; a rule that is not named has its own severity. */
  readonly levels?: Readonly<Record<string, Level>>;
}

export interface ObjectFinding extends Omit<Finding, 'object'> {
  readonly kind: string;
  readonly name: string;
  /** The very object that was given, or one that a list among them carries. */
  readonly object: JsonObject;
}

export interface Linted {
  /** By object, in their order; of one object the gravest first. */
  readonly findings: readonly ObjectFinding[];
  /** Facts that were not given, with the rules that could not be evaluated without them. */
  readonly unknownFacts: readonly UnknownFact[];
}

/**
 * Evaluates API objects: with `stored` what applying them introduces, as the webhook would; otherwise
 * everything that is wrong with the state that they are. Other kinds are read as facts. Never throws.
 */
export function lint(
  objects: Iterable<unknown>,
  { stored, given = {}, levels = {} }: LintOptions = {},
): Linted {
  const written = flatten(objects);
  const storedObjects = flatten(stored ?? []);
  const facts = toClusterFacts(readCluster([...storedObjects, ...written], given), {
    mirrorSets: stored === undefined ? undefined : readCluster(storedObjects, given).state.mirrorSets,
    inputDocuments: written.map((object, index) => ({
      apiVersion: textAt(object, ['apiVersion']),
      kind: textAt(object, ['kind']),
      name: textAt(object, ['metadata', 'name']),
      position: `objects:${index + 1}`,
      object,
    })),
  });
  const storedByRef = new Map(
    toInputs(storedObjects).map(({ object, evaluatedAs, name }) => [`${evaluatedAs} ${name}`, object]),
  );
  const { inputs, outcomes } = evaluateInput(toInputs(written), {
    rules,
    facts,
    enforcement: { levels, onNotEvaluated: 'audit', onError: 'warn' },
    stored: stored === undefined ? undefined : ({ kind, name }) => storedByRef.get(`${kind} ${name}`),
  });
  return {
    findings: inputs.flatMap(({ input: { object, name }, decision }) =>
      decision.findings.map((finding) => ({ ...finding, kind: textAt(object, ['kind']), name, object })),
    ),
    unknownFacts: listUnknownFacts(outcomes),
  };
}

function flatten(objects: Iterable<unknown>): readonly JsonObject[] {
  return [...objects].flatMap((object) => unwrap(object).map((unwrapped) => unwrapped.object));
}

function toInputs(objects: readonly JsonObject[]): readonly InputObject[] {
  return objects.flatMap((object) => {
    const evaluatedAs = evaluatedKind(object);
    return evaluatedAs === undefined
      ? []
      : [{ object, evaluatedAs, name: textAt(object, ['metadata', 'name']) }];
  });
}

function textAt(object: JsonObject, path: readonly string[]): string {
  const text = valueAt(object, path);
  return typeof text === 'string' ? text : '';
}
