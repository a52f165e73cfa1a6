import assert from 'node:assert/strict';
import type { CheckedCluster } from '../../../src/background/checked-cluster.ts';
import { type ClusterCheck, checkCluster } from '../../../src/background/cluster-check.ts';
import { pickEvaluated } from '../../../src/cli/evaluated-manifest.ts';
import { gatherFacts } from '../../../src/cli/facts.ts';
import { storedIn } from '../../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../../src/cli/rule-levels.ts';
import { evaluateInput } from '../../../src/engine/evaluate-input.ts';
import type { Manifest } from '../../../src/manifests/manifest.ts';
import { skimManifests } from '../../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../../src/manifests/source-file.ts';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import type { Finding } from '../../../src/policy/finding.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import { rules } from '../../../src/rules/index.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { evaluateRequest } from '../../../src/webhook/evaluate.ts';
import { leavesSpecUnchanged } from '../../../src/webhook/request.ts';
import { factsOf, type World, worldAfter } from './cluster.ts';
import { nameIn, type WriteInput } from './inputs.ts';
import { policies } from './policies.ts';
import { nowMs } from './responses.ts';
import { bodyOf, operationOf } from './review.ts';

const requester = { name: 'alice', groups: ['platform-admins'] };
const stateRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, kind }) => (kind === 'state' ? [id] : [])),
);
/** The other rules run in only one of the two hosts. */
const sharedRules: ReadonlySet<string> = new Set(
  rules.filter(({ meta }) => meta.hosts === undefined).map(({ id }) => id),
);

/**
 * Throws an error unless the webhook, `lint --stored` and the background check agree on a write. The findings
 * must be equal. A state rule must deny the write if and only if the write introduces a fault.
 */
export function checkAgreement(input: WriteInput): void {
  const decoded = decodeReview(bodyOf(input));
  // The webhook denies a body that is not a valid review.
  if (!decoded.ok || leavesSpecUnchanged(decoded.value) || !isNamedObject(input)) return;
  const { enforcement, mutations } = policyOf(input);
  const context = { rules, enforcement, mutations, facts: factsOf(input), nowMs };
  const { findings } = evaluateRequest('validate', decoded.value, context);
  if (operationOf(input) !== 'DELETE')
    assert.deepEqual(lintFindings(input), comparable(findings), 'lint and the webhook differ');
  checkDifference(input, findings);
}

function policyOf({ policy }: WriteInput) {
  return policies[policy] ?? compilePolicy({}, rules);
}

/** Whether an API server would send the object: kind, name and apiVersion match the request. */
function isNamedObject(input: WriteInput): boolean {
  if (operationOf(input) === 'DELETE') return true;
  const { object, kind, name } = input;
  return isJsonObject(object) && object.kind === kind && nameIn(object) === name && hasServedVersion(object);
}

function hasServedVersion({ kind, apiVersion }: JsonObject): boolean {
  return isMirrorSetKind(kind)
    ? apiVersion === mirrorSetKinds[kind].apiVersion
    : apiVersion === 'config.openshift.io/v1';
}

type Comparable = Pick<Finding, 'rule' | 'severity' | 'path' | 'message'>;

function comparable(findings: readonly Finding[]): readonly Comparable[] {
  return findings
    .filter(({ rule, isUnchecked }) => sharedRules.has(rule) && isUnchecked !== true)
    .map(({ rule, severity, path, message }) => ({ rule, severity, path, message }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function lintFindings(input: WriteInput): readonly Comparable[] {
  const written = toManifests([input.object as JsonObject]);
  const stored = toManifests([...input.stored, ...input.around]);
  const { inputs } = evaluateInput(pickEvaluated(written), {
    rules,
    enforcement: cliEnforcement({}, { isStoredKnown: true, policy: policyOf(input).enforcement }),
    facts: gatherFacts(written, {}, stored),
    stored: storedIn(stored),
    origin: { requester, nowMs },
  });
  // The API server checks the structure of Image before it calls the webhook.
  const isChecked = ({ rule }: Finding) => input.kind === 'Image' && rule === 'require-valid-structure';
  return comparable(inputs.flatMap(({ decision }) => decision.findings).filter((one) => !isChecked(one)));
}

function toManifests(objects: readonly JsonObject[]): readonly Manifest[] {
  return objects.flatMap((object, index) => {
    const { manifests, problems } = skimManifests(toSourceFile(`${index}.json`, JSON.stringify(object)));
    assert.deepEqual(problems, []);
    return manifests;
  });
}

/**
 * Findings of the background check have no identity, so the comparison uses two bounds. Each rule that denies
 * the write must have a fault in the state after the write. Each rule with a new fault must deny the write. A
 * fault is new if no earlier fault of its rule has the same source or message.
 */
function checkDifference(input: WriteInput, findings: readonly Finding[]): void {
  const before = checkStored(input, input);
  const after = faultsOf(checkStored(worldAfter({ ...input, operation: operationOf(input) }), input));
  const denied = rulesOf(
    findings.filter(
      ({ rule, severity, downgradedBy, isUnchecked }) =>
        stateRules.has(rule) &&
        isUnchecked !== true &&
        (severity === 'deny' || (downgradedBy !== undefined && downgradedBy !== 'stored')),
    ),
  );
  const excess = denied.difference(rulesOf(after));
  assert.deepEqual([...excess], [], 'the webhook denies faults that the background check does not report');
  // If the MCO would stop, it does not write the file, so the check reports no faults of the file.
  if (before.fileBytes === undefined || !before.isLoadable) return;
  const known = faultsOf(before);
  // A fault can move to another object if its object changes. The message stays the same.
  const isKnown = (fault: Finding) =>
    known.some(
      ({ rule, about, message }) =>
        rule === fault.rule && (about === fault.about || message === fault.message),
    );
  const missed = rulesOf(after.filter((fault) => !isKnown(fault))).difference(denied);
  assert.deepEqual([...missed], [], 'the webhook allows faults that the background check reports');
}

function rulesOf(findings: readonly Pick<Finding, 'rule'>[]): ReadonlySet<string> {
  return new Set(findings.map(({ rule }) => rule));
}

/** The findings of the background check with severity deny. */
function faultsOf({ results }: ClusterCheck): readonly Finding[] {
  return results
    .map(({ finding }) => finding)
    .filter(
      ({ rule, severity, isUnchecked }) =>
        severity === 'deny' && isUnchecked !== true && stateRules.has(rule),
    );
}

function checkStored(world: World, input: WriteInput): ClusterCheck {
  const facts = factsOf(world);
  const cluster: CheckedCluster = {
    snapshot: () => ({ facts, takenAtMs: nowMs }),
    metadataOf: () => undefined,
  };
  const { enforcement } = policyOf(input);
  const steps = checkCluster({ rules, enforcement, cluster, nowMs: () => nowMs });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  assert(step.value !== undefined, 'the background check has no result');
  return step.value;
}
