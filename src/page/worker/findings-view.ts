import type { OtherObject } from '../../engine/assign-violations.ts';
import { toClusterFacts } from '../../engine/cluster-facts.ts';
import { evaluateInput } from '../../engine/evaluate-input.ts';
import { evaluatedKind } from '../../engine/intended-kind.ts';
import { dependsOnUnfilled } from '../../engine/placeholders/fill-object.ts';
import { listUnknownFacts } from '../../engine/unknown-facts.ts';
import type { ClusterFacts, InputDocument } from '../../model/facts.ts';
import { textAt } from '../../model/json.ts';
import { parseFieldPath } from '../../model/text/field-path.ts';
import type { Finding } from '../../policy/finding.ts';
import { describeOthers, groupFindings } from '../../policy/group-findings.ts';
import type { Severity } from '../../rules/finding.ts';
import { rules } from '../../rules/index.ts';
import type { PageState, PlacedObject } from '../data/page-data.ts';
import { type ObjectField, placeIn, type StateModel } from './state-model.ts';

export interface FindingsView {
  /** Most severe first. */
  readonly groups: readonly FindingGroupView[];
  readonly unknown: readonly { readonly reason: string; readonly rules: readonly string[] }[];
}

/** Findings of one rule and severity at one object. */
export interface FindingGroupView {
  readonly rule: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly kind: string;
  readonly name: string;
  /** The message of the first finding, with the number of others. */
  readonly message: string;
  readonly findings: readonly FindingView[];
}

interface FindingView {
  readonly message: string;
  /** The source, mirror or scope. */
  readonly about?: string;
  readonly field: ObjectField;
  readonly related: readonly ObjectField[];
}

/** An object, with its text if the page contains it. */
interface ViewedObject extends OtherObject {
  readonly placed?: PlacedObject;
}

interface Evaluated {
  readonly at: ViewedObject;
  readonly finding: Finding;
}

const severities: readonly Severity[] = ['deny', 'warn', 'audit'];
const metaOf = new Map(rules.map(({ id, meta }) => [id, meta]));

/**
 * The findings that `mirrorguard lint` reports for the objects.
 * @param subject the state with the objects
 * @param stored the state that a change applies to; if set, reports only findings that the change introduces,
 * like the webhook
 */
export function findingsView(
  subject: StateModel,
  { objects, otherDocuments }: Pick<PageState, 'objects' | 'otherDocuments'>,
  stored?: StateModel,
): FindingsView {
  const inputs = objects.flatMap(toInput);
  const others = [...objects.flatMap(toOther), ...unplacedIn(subject)];
  const {
    inputs: evaluated,
    others: ofOthers,
    outcomes,
  } = evaluateInput(inputs, {
    rules,
    enforcement: {
      // Without stored objects, the input is not applied, so the operator cannot be blocked by it.
      levels: stored === undefined ? { 'rollout-blocked': 'off' } : {},
      onNotEvaluated: 'audit',
      onError: 'warn',
    },
    facts: toClusterFacts(subject.cluster, {
      inputDocuments: [...inputs.flatMap(toDocument), ...otherDocuments],
      ...(stored === undefined ? {} : { mirrorSets: stored.cluster.state.mirrorSets }),
    }),
    others,
    ...(stored === undefined
      ? {}
      : {
          stored: storedIn(stored),
          states: () => ({ before: factsOf(stored), after: factsOf(subject) }),
        }),
  });
  const findings = [
    ...evaluated.map(({ input, decision }) => ({ at: input, found: decision.findings })),
    ...ofOthers.map(({ other, findings: found }) => ({ at: other, found })),
  ].flatMap(({ at, found }) =>
    found
      .filter(({ path }) => at.placed?.partial === undefined || !path.startsWith('metadata'))
      .filter((finding) => !dependsOnUnfilled(at.placed ?? {}, finding))
      .map((finding): Evaluated & Finding => ({ ...finding, finding, at })),
  );
  const groups = groupFindings(findings, ({ at }) => at).map(({ first, others }) => {
    const more = describeOthers({ first, others });
    return toGroupView(
      first,
      [first, ...others],
      more === '' ? first.message : `${first.message}; ${more}`,
      subject,
    );
  });
  return {
    groups: severities.flatMap((severity) => groups.filter((group) => group.severity === severity)),
    unknown:
      inputs.length === 0
        ? []
        : listUnknownFacts(outcomes).map(({ fact, reason, rules: ids }) => ({
            reason: `${fact} ${reason}`,
            rules: ids,
          })),
  };
}

function factsOf({ cluster }: StateModel): ClusterFacts {
  return toClusterFacts(cluster, { inputDocuments: [] });
}

function toInput(placed: PlacedObject) {
  const { object } = placed;
  const evaluatedAs = evaluatedKind(object);
  return evaluatedAs === undefined ? [] : [{ ...nameOf(placed), object, evaluatedAs, placed }];
}

function toOther(placed: PlacedObject): readonly ViewedObject[] {
  return evaluatedKind(placed.object) === undefined ? [{ ...nameOf(placed), placed }] : [];
}

/** Objects that the page contains only as facts. */
function unplacedIn({ cluster }: StateModel): readonly ViewedObject[] {
  const { imagePolicies = [] } = cluster.state;
  return [
    ...imagePolicies.map(({ name, namespace }) => ({
      kind: namespace === undefined ? 'ClusterImagePolicy' : 'ImagePolicy',
      name,
      namespace,
    })),
    ...(cluster.clusterVersion === undefined ? [] : [{ kind: 'ClusterVersion', name: 'version' }]),
  ];
}

function toDocument({ object, name, placed }: ReturnType<typeof toInput>[number]): readonly InputDocument[] {
  const { file, line } = placeIn(placed, []);
  if (file === undefined) return [];
  const [apiVersion, kind] = [textAt(object, ['apiVersion']), textAt(object, ['kind'])];
  return [{ apiVersion, kind, name, position: `${file}:${line}`, object }];
}

function storedIn(stored: StateModel) {
  const byRef = new Map(
    stored.state.objects
      .flatMap(toInput)
      .map(({ object, evaluatedAs, name }) => [`${evaluatedAs} ${name}`, object]),
  );
  return ({ kind, name }: { readonly kind: string; readonly name: string }) => byRef.get(`${kind} ${name}`);
}

function toGroupView(
  first: Evaluated,
  all: readonly Evaluated[],
  message: string,
  subject: StateModel,
): FindingGroupView {
  const { finding, at } = first;
  const meta = metaOf.get(finding.rule);
  return {
    rule: finding.rule,
    severity: finding.severity,
    summary: meta?.summary ?? '',
    why: meta?.why ?? '',
    fix: finding.fix,
    kind: at.kind,
    name: at.name,
    message,
    findings: all.map((one) => toFindingView(one, subject)),
  };
}

function toFindingView({ finding, at }: Evaluated, subject: StateModel): FindingView {
  const { message, about, path, related } = finding;
  return {
    message,
    ...(about === undefined ? {} : { about }),
    field: {
      kind: at.kind,
      name: at.name,
      ...(at.placed === undefined ? { path } : placeIn(at.placed, parseFieldPath(path))),
    },
    related: related.map((other) => subject.fieldOf(other)),
  };
}

function nameOf({ object }: PlacedObject) {
  return { kind: textAt(object, ['kind']), name: textAt(object, ['metadata', 'name']) };
}
