import type { InputDocument } from '../model/facts.ts';
import { type JsonObject, textAt } from '../model/json.ts';
import type { Level } from '../policy/enforcement.ts';
import type { Finding } from '../policy/finding.ts';
import { rules } from '../rules/index.ts';
import { type GivenCluster, readCluster } from './cluster.ts';
import { toClusterFacts } from './cluster-facts.ts';
import { evaluateInput, type InputObject } from './evaluate-input.ts';
import { evaluatedKind } from './intended-kind.ts';
import { dependsOnUnfilled, type FilledObject, fillObject } from './placeholders/fill-object.ts';
import { fillersAt } from './placeholders/fillers.ts';
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
 * denials. Values with placeholders that the tool of a wrapper fills in are not evaluated. Never throws.
 */
export function lint(
  objects: Iterable<unknown>,
  { stored, given = {}, levels = {} }: LintOptions = {},
): Linted {
  const written = flatten(objects);
  const storedObjects = flatten(stored ?? []);
  const factsOf = (before: readonly Flat[], applied: readonly Flat[], isApplied: boolean) =>
    toClusterFacts(readCluster(objectsOf([...before, ...applied]), given), {
      mirrorSets: isApplied ? undefined : readCluster(objectsOf(before), given).state.mirrorSets,
      inputDocuments: objectsOf(applied).map(toInputDocument),
    });
  const storedByRef = new Map(
    toInputs(storedObjects).map(({ object, evaluatedAs, name }) => [`${evaluatedAs} ${name}`, object]),
  );
  const { inputs, others, outcomes } = evaluateInput(toInputs(written), {
    rules,
    facts: factsOf(storedObjects, written, stored === undefined),
    enforcement: { levels, onNotEvaluated: 'audit', onError: 'warn' },
    others: written.filter(({ object }) => evaluatedKind(object) === undefined).map(toOther),
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
    findings: evaluated.flatMap(({ at, findings }) =>
      findings
        .filter((finding) => !dependsOnUnfilled(at, finding))
        .map((finding) => ({
          ...finding,
          kind: textAt(at.object, ['kind']),
          name: at.name,
          object: at.given,
        })),
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

function objectsOf(objects: readonly Flat[]): readonly JsonObject[] {
  return objects.map(({ object }) => object);
}

function toOther(flat: Flat) {
  const { object } = flat;
  const [kind, name] = [textAt(object, ['kind']), textAt(object, ['metadata', 'name'])];
  return { kind, name, namespace: textAt(object, ['metadata', 'namespace']), ...flat };
}

interface Flat extends FilledObject {
  /** A given object, or an element of a given list or wrapper. */
  readonly given: JsonObject;
}

function flatten(objects: Iterable<unknown>): readonly Flat[] {
  return [...objects].flatMap((root) =>
    unwrap(root).map(({ object, within }) => ({
      ...fillObject(object, fillersAt(root, within)),
      given: object,
    })),
  );
}

function toInputs(objects: readonly Flat[]): readonly (InputObject & Flat)[] {
  return objects.flatMap((flat) => {
    const { object } = flat;
    const evaluatedAs = evaluatedKind(object);
    return evaluatedAs === undefined
      ? []
      : [{ ...flat, evaluatedAs, name: textAt(object, ['metadata', 'name']) }];
  });
}
