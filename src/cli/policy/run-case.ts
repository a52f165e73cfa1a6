import type { Expectation, PolicyCase } from '../../config/policy-file/read-policy-test.ts';
import { readCluster } from '../../engine/cluster.ts';
import { toFactSheet } from '../../engine/fact-sheet.ts';
import { valueAt } from '../../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { newestVersion } from '../../model/openshift-version.ts';
import type { Policy } from '../../policy/policy.ts';
import { rules } from '../../rules/index.ts';
import { repair } from '../../rules/mutations/index.ts';
import type { AdmissionDecision } from '../../webhook/decision.ts';
import { type EvaluationContext, evaluateRequest } from '../../webhook/evaluate.ts';
import type { AdmissionRequest } from '../../webhook/request.ts';

/** What is stored beside the objects of the cases, and what they are judged by. */
export interface CaseWorld {
  readonly policy: Policy;
  readonly cluster: readonly unknown[];
  /** Where the case does not say when. */
  readonly nowMs: number;
}

export interface CaseResult {
  readonly name: string;
  /** Empty where all that is expected has come. */
  readonly failures: readonly string[];
}

/** Judges one case as the webhook would: both questions of the API server, in a cluster of the objects that are given. Pure. */
export function runCase(policyCase: PolicyCase, world: CaseWorld): CaseResult {
  const decision = evaluateBothStages(toRequest(policyCase), toContext(policyCase, world));
  return { name: policyCase.name, failures: compare(policyCase.expect, decision) };
}

function toRequest({ operation, object, oldObject, user = '', groups = [] }: PolicyCase): AdmissionRequest {
  const isDelete = operation === 'DELETE';
  const written = isDelete ? oldObject : object;
  const kind = written?.kind;
  if (!isMirrorSetKind(kind)) throw new Error('the case was not validated');
  const { group, version } = mirrorSetKinds[kind];
  const name = valueAt(written, ['metadata', 'name']);
  return {
    uid: 'policy-test',
    kind: { group, version, kind },
    operation: operation ?? (oldObject === undefined ? 'CREATE' : 'UPDATE'),
    name: typeof name === 'string' ? name : '',
    subResource: '',
    dryRun: false,
    user: { name: user, groups },
    object: isDelete ? undefined : object,
    oldObject,
  };
}

function toContext(
  { cluster: beside = [], oldObject, now }: PolicyCase,
  world: CaseWorld,
): EvaluationContext {
  const stored = [...world.cluster, ...beside, ...(oldObject === undefined ? [] : [oldObject])];
  const read = readCluster(stored);
  // A case is about the policy: what it does not say of the cluster is as in a new one, and no rule waits for it.
  const cluster = {
    ...read,
    imageConfig: read.imageConfig ?? {},
    clusterVersion: read.clusterVersion ?? { version: newestVersion },
  };
  const { enforcement, mutations } = world.policy;
  return {
    rules,
    enforcement,
    mutations,
    facts: toFactSheet(cluster, { isStoredKnown: true, inputDocuments: [] }),
    nowMs: now === undefined ? world.nowMs : Date.parse(now),
  };
}

/** The second question is about the repaired object, and is not asked where the first is answered with a refusal. */
function evaluateBothStages(request: AdmissionRequest, context: EvaluationContext): AdmissionDecision {
  const first = evaluateRequest('mutate', request, context);
  if (first.verdict === 'deny') return first;
  const { kind } = request.kind;
  const isRepaired = first.mutations.length > 0 && isMirrorSetKind(kind);
  const object = isRepaired
    ? repair(kind, request.object, { enabled: context.mutations }).object
    : request.object;
  return evaluateRequest('validate', { ...request, object: object as AdmissionRequest['object'] }, context);
}

function compare(
  { verdict, rules: wanted = [], notRules = [], messages = [], exemptions = [] }: Expectation,
  decision: AdmissionDecision,
): readonly string[] {
  const told = decision.findings.filter(
    ({ severity, isUnchecked }) => severity === 'deny' || (severity === 'warn' && isUnchecked !== true),
  );
  const ids = new Set(told.map(({ rule }) => rule));
  const used = new Set(decision.exempted?.used.map(({ name }) => name));
  const failures: string[] = [];
  if (verdict !== undefined && decision.verdict !== verdict)
    failures.push(`verdict is ${decision.verdict}, not ${verdict}`);
  for (const id of wanted) if (!ids.has(id)) failures.push(`${id} says nothing`);
  for (const id of notRules) if (ids.has(id)) failures.push(`${id} speaks`);
  for (const text of messages)
    if (!told.some(({ message }) => message.includes(text)))
      failures.push(`no message has ${JSON.stringify(text)}`);
  for (const name of exemptions)
    if (!used.has(name)) failures.push(`exemption ${JSON.stringify(name)} is not used`);
  if (failures.length === 0) return [];
  return [
    ...failures,
    ...told.map(
      ({ severity, rule, path, message }) =>
        `${severity}  ${rule}  ${path === '' ? '' : `${path}: `}${message}`,
    ),
  ];
}
