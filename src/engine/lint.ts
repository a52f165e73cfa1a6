import type { InputDocument } from '../model/facts.ts';
import { type JsonObject, textAt } from '../model/json.ts';
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
   * The objects stored in the cluster. An input object with the same name as a stored one is an update.
   * Undefined if unknown.
   */
  readonly stored?: Iterable<unknown>;
  readonly given?: GivenCluster;
  /** By rule id; a rule without an entry has its own severity. */
  readonly levels?: Readonly<Record<string, Level>>;
}

export interface ObjectFinding extends Omit<Finding, 'object'> {
  readonly kind: string;
  readonly name: string;
  /** A given object, or an element of a given list; identical, not a copy. */
  readonly object: JsonObject;
}

export interface Linted {
  /** In the order of the objects; for each object, the highest severity first. */
  readonly findings: readonly ObjectFinding[];
  /** Facts that were not given, with the rules that could not be evaluated without them. */
  readonly unknownFacts: readonly UnknownFact[];
}

/**
 * Evaluates API objects. With `stored`, reports what applying the objects introduces, as the webhook does;
 * otherwise reports every fault of the state that they describe. Other kinds are read as facts and have only
 * denials. Never throws.
 */
export function lint(
  objects: Iterable<unknown>,
  { stored, given = {}, levels = {} }: LintOptions = {},
): Linted {
  const written = flatten(objects);
  const storedObjects = flatten(stored ?? []);
  const factsOf = (before: readonly JsonObject[], applied: readonly JsonObject[], isApplied: boolean) =>
    toClusterFacts(readCluster([...before, ...applied], given), {
      mirrorSets: isApplied ? undefined : readCluster(before, given).state.mirrorSets,
      inputDocuments: applied.map(toInputDocument),
    });
  const storedByRef = new Map(
    toInputs(storedObjects).map(({ object, evaluatedAs, name }) => [`${evaluatedAs} ${name}`, object]),
  );
  const { inputs, others, outcomes } = evaluateInput(toInputs(written), {
    rules,
    facts: factsOf(storedObjects, written, stored === undefined),
    enforcement: { levels, onNotEvaluated: 'audit', onError: 'warn' },
    others: written.filter((object) => evaluatedKind(object) === undefined).map(toOther),
    ...(stored === undefined
      ? {}
      : {
          stored: ({ kind, name }) => storedByRef.get(`${kind} ${name}`),
          states: () => ({
            before: factsOf(storedObjects, [], true),
            after: factsOf(storedObjects, written, true),
          }),
        }),
  });
  const evaluated = [
    ...inputs.map(({ input, decision }) => ({ at: input, findings: decision.findings })),
    ...others.map(({ other, findings }) => ({ at: other, findings })),
  ];
  return {
    findings: evaluated.flatMap(({ at: { object, name }, findings }) =>
      findings.map((finding) => ({ ...finding, kind: textAt(object, ['kind']), name, object })),
    ),
    unknownFacts: listUnknownFacts(outcomes),
  };
}

function toInputDocument(object: JsonObject, index: number): InputDocument {
  return {
    apiVersion: textAt(object, ['apiVersion']),
    kind: textAt(object, ['kind']),
    name: textAt(object, ['metadata', 'name']),
    position: `objects:${index + 1}`,
    object,
  };
}

function toOther(object: JsonObject) {
  const [kind, name] = [textAt(object, ['kind']), textAt(object, ['metadata', 'name'])];
  return { kind, name, namespace: textAt(object, ['metadata', 'namespace']), object };
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
