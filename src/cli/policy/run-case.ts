import type { Expectation, PolicyCase } from '../../config/policy-file/read-policy-test.ts';
import { readCluster } from '../../engine/cluster.ts';
import { toFactSheet } from '../../engine/fact-sheet.ts';
import { valueAt } from '../../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { newestVersion } from '../../model/openshift-version.ts';
import type { Policy } from '../../policy/policy.ts';
import { rules } from '../../rules/index.ts';
import { repair } from '../../rules/mutations/index.ts';
import type { AdmissionRequest } from '../../webhook/request.ts';
import { type AdmissionStanding, type Ruling, ruleOn } from '../../webhook/ruling.ts';

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
  const ruling = ruleOnBoth(toRequest(policyCase), toStanding(policyCase, world));
  return { name: policyCase.name, failures: compare(policyCase.expect, ruling) };
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

function toStanding(
  { cluster: beside = [], oldObject, now }: PolicyCase,
  world: CaseWorld,
): AdmissionStanding {
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
function ruleOnBoth(request: AdmissionRequest, standing: AdmissionStanding): Ruling {
  const first = ruleOn('mutate', request, standing);
  if (first.verdict === 'deny') return first;
  const { kind } = request.kind;
  const isRepaired = first.repairs.length > 0 && isMirrorSetKind(kind);
  const object = isRepaired
    ? repair(kind, request.object, { enabled: standing.mutations }).object
    : request.object;
  return ruleOn('validate', { ...request, object: object as AdmissionRequest['object'] }, standing);
}

function compare(
  { verdict, rules: wanted = [], notRules = [], messages = [], exemptions = [] }: Expectation,
  ruling: Ruling,
): readonly string[] {
  const told = ruling.findings.filter(
    ({ severity, isUnchecked }) => severity === 'deny' || (severity === 'warn' && isUnchecked !== true),
  );
  const ids = new Set(told.map(({ rule }) => rule));
  const used = new Set(ruling.exempted?.used.map(({ name }) => name));
  const failures: string[] = [];
  if (verdict !== undefined && ruling.verdict !== verdict)
    failures.push(`verdict is ${ruling.verdict}, not ${verdict}`);
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
