import { toClusterFacts } from '../../engine/cluster-facts.ts';
import { evaluateInput } from '../../engine/evaluate-input.ts';
import { evaluatedKind } from '../../engine/intended-kind.ts';
import { listUnknownFacts } from '../../engine/unknown-facts.ts';
import type { InputDocument } from '../../model/facts.ts';
import { type JsonObject, valueAt } from '../../model/json.ts';
import { parseFieldPath } from '../../model/text/field-path.ts';
import type { Finding } from '../../policy/finding.ts';
import { describeOthers, groupFindings } from '../../policy/group-findings.ts';
import type { Severity } from '../../rules/finding.ts';
import { rules } from '../../rules/index.ts';
import type { PageState, PlacedObject } from '../data/page-data.ts';
import { type PlaceView, placeIn, type StateModel } from './state-model.ts';

export interface FindingsView {
  /** The most severe first. */
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
  /** Of the first finding, with the count of the others. */
  readonly message: string;
  readonly findings: readonly FindingView[];
}

interface FindingView {
  readonly message: string;
  /** The source, mirror or scope. */
  readonly about?: string;
  readonly place: PlaceView;
  readonly related: readonly PlaceView[];
}

interface Evaluated {
  readonly placed: PlacedObject;
  readonly finding: Finding;
}

const severities: readonly Severity[] = ['deny', 'warn', 'audit'];
const metaOf = new Map(rules.map(({ id, meta }) => [id, meta]));

/**
 * The findings that `mirrorguard lint` reports for the objects.
 *
 * @param subject the state with the objects
 * @param stored the state that a change applies to: reports what the change introduces, as the webhook would
 */
export function findingsView(
  subject: StateModel,
  { objects, otherDocuments }: Pick<PageState, 'objects' | 'otherDocuments'>,
  stored?: StateModel,
): FindingsView {
  const inputs = objects.flatMap(toInput);
  const { inputs: evaluated, outcomes } = evaluateInput(inputs, {
    rules,
    enforcement: {
      // Without stored objects, the input is not applied yet.
      levels: stored === undefined ? { 'rollout-blocked': 'off' } : {},
      onNotEvaluated: 'audit',
      onError: 'warn',
    },
    facts: toClusterFacts(subject.cluster, {
      inputDocuments: [...inputs.flatMap(toDocument), ...otherDocuments],
      ...(stored === undefined ? {} : { mirrorSets: stored.cluster.state.mirrorSets }),
    }),
    stored: stored === undefined ? undefined : storedIn(stored),
  });
  const findings = evaluated.flatMap(({ input: { placed }, decision }) =>
    decision.findings
      .filter(({ path }) => placed.partial === undefined || !path.startsWith('metadata'))
      .map((finding): Evaluated & Finding => ({ ...finding, finding, placed })),
  );
  const groups = groupFindings(findings, ({ placed }) => placed).map(({ first, others }) => {
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

function toInput(placed: PlacedObject) {
  const { object } = placed;
  const evaluatedAs = evaluatedKind(object);
  return evaluatedAs === undefined
    ? []
    : [{ object, evaluatedAs, name: textAt(object, ['metadata', 'name']), placed }];
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
  const { finding, placed } = first;
  const meta = metaOf.get(finding.rule);
  return {
    rule: finding.rule,
    severity: finding.severity,
    summary: meta?.summary ?? '',
    why: meta?.why ?? '',
    fix: finding.fix,
    ...nameOf(placed),
    message,
    findings: all.map((one) => toFindingView(one, subject)),
  };
}

function toFindingView({ finding, placed }: Evaluated, subject: StateModel): FindingView {
  const { message, about, path, related } = finding;
  return {
    message,
    ...(about === undefined ? {} : { about }),
    place: { ...nameOf(placed), ...placeIn(placed, parseFieldPath(path)) },
    related: related.map((other) => subject.placeOf(other)),
  };
}

function nameOf({ object }: PlacedObject) {
  return { kind: textAt(object, ['kind']), name: textAt(object, ['metadata', 'name']) };
}

function textAt(object: JsonObject, path: readonly string[]): string {
  const text = valueAt(object, path);
  return typeof text === 'string' ? text : '';
}
