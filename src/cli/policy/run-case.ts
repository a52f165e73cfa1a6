import type { Expectation, PolicyCase } from '../../config/policy-file/read-policy-test.ts';
import { readCluster } from '../../engine/cluster.ts';
import { toClusterFacts } from '../../engine/cluster-facts.ts';
import { textAt } from '../../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { newestVersion } from '../../model/openshift-version.ts';
import type { Policy } from '../../policy/policy.ts';
import { rules } from '../../rules/index.ts';
import { mutateObject } from '../../rules/mutations/index.ts';
import type { AdmissionDecision } from '../../webhook/decision.ts';
import { type EvaluationContext, evaluateRequest } from '../../webhook/evaluate.ts';
import type { AdmissionRequest } from '../../webhook/request.ts';

/** The policy and the stored objects of all cases. */
export interface CaseContext {
  readonly policy: Policy;
  readonly cluster: readonly unknown[];
  /** The time of cases without `now`. */
  readonly nowMs: number;
}

export interface CaseResult {
  readonly name: string;
  /** Empty if all expectations are met. */
  readonly failures: readonly string[];
}

/**
 * Evaluates one case like the webhook, with /mutate followed by /validate, in a cluster with the given
 * objects. Pure.
 */
export function runCase(policyCase: PolicyCase, shared: CaseContext): CaseResult {
  const decision = evaluateBothStages(toRequest(policyCase), toContext(policyCase, shared));
  return { name: policyCase.name, failures: compare(policyCase.expect, decision) };
}

const imageApi = { group: 'config.openshift.io', version: 'v1' };

function toRequest({ operation, object, oldObject, user = '', groups = [] }: PolicyCase): AdmissionRequest {
  const isDelete = operation === 'DELETE';
  const written = isDelete ? oldObject : object;
  const kind = written?.kind;
  const { group, version } = isMirrorSetKind(kind) ? mirrorSetKinds[kind] : imageApi;
  return {
    uid: 'policy-test',
    kind: { group, version, kind: String(kind) },
    operation: operation ?? (oldObject === undefined ? 'CREATE' : 'UPDATE'),
    name: textAt(written, ['metadata', 'name']),
    subResource: '',
    dryRun: false,
    user: { name: user, groups },
    object: isDelete ? undefined : object,
    oldObject,
  };
}

function toContext(
  { cluster: stored = [], oldObject, now }: PolicyCase,
  shared: CaseContext,
): EvaluationContext {
  const read = readCluster([...shared.cluster, ...stored, ...(oldObject === undefined ? [] : [oldObject])]);
  // A case tests the policy, so all rules must run: facts that the case does not state have the values of a
  // new cluster.
  const cluster = {
    ...read,
    imageConfig: read.imageConfig ?? {},
    clusterVersion: read.clusterVersion ?? { version: newestVersion },
  };
  const { enforcement, mutations } = shared.policy;
  return {
    rules,
    enforcement,
    mutations,
    facts: toClusterFacts(cluster, { inputDocuments: [] }),
    nowMs: now === undefined ? shared.nowMs : Date.parse(now),
  };
}

/** /validate receives the mutated object, and is skipped if /mutate denies the request. */
function evaluateBothStages(request: AdmissionRequest, context: EvaluationContext): AdmissionDecision {
  const first = evaluateRequest('mutate', request, context);
  if (first.verdict === 'deny') return first;
  const { kind } = request.kind;
  const isMutated = first.mutations.length > 0 && isMirrorSetKind(kind);
  const object = isMutated
    ? mutateObject(kind, request.object, { enabled: context.mutations, stored: request.oldObject }).object
    : request.object;
  return evaluateRequest('validate', { ...request, object: object as AdmissionRequest['object'] }, context);
}

function compare(
  { verdict, rules: wanted = [], notRules = [], messages = [], exemptions = [] }: Expectation,
  decision: AdmissionDecision,
): readonly string[] {
  const reported = decision.findings.filter(
    ({ severity, isUnchecked }) => severity === 'deny' || (severity === 'warn' && isUnchecked !== true),
  );
  const ids = new Set(reported.map(({ rule }) => rule));
  const used = new Set(decision.exempted?.used.map(({ name }) => name));
  const failures: string[] = [];
  if (verdict !== undefined && decision.verdict !== verdict)
    failures.push(`verdict is ${decision.verdict}, not ${verdict}`);
  for (const id of wanted) if (!ids.has(id)) failures.push(`${id} reports nothing`);
  for (const id of notRules) if (ids.has(id)) failures.push(`${id} reports a finding`);
  for (const text of messages)
    if (!reported.some(({ message }) => message.includes(text)))
      failures.push(`no message contains ${JSON.stringify(text)}`);
  for (const name of exemptions)
    if (!used.has(name)) failures.push(`exemption ${JSON.stringify(name)} is not used`);
  if (failures.length === 0) return [];
  return [
    ...failures,
    ...reported.map(
      ({ severity, rule, path, message }) =>
        `${severity}  ${rule}  ${path === '' ? '' : `${path}: `}${message}`,
    ),
  ];
}
