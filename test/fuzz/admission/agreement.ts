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
/** Rules that run in only one of the two may differ. */
const sharedRules: ReadonlySet<string> = new Set(
  rules.filter(({ meta }) => meta.hosts === undefined).map(({ id }) => id),
);

/**
 * Throws unless the webhook, `lint --stored` and the background check agree on a write: the same findings,
 * and a denial by a state rule exactly if the state after the write has a fault that the state before lacks.
 */
export function checkAgreement(input: WriteInput): void {
  const decoded = decodeReview(bodyOf(input));
  // Not a review of this API; the webhook denies it.
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

/** An API server sends no other object. */
function isNamedObject(input: WriteInput): boolean {
  if (operationOf(input) === 'DELETE') return true;
  const { object, kind, name } = input;
  return isJsonObject(object) && object.kind === kind && nameIn(object) === name && hasItsVersion(object);
}

function hasItsVersion({ kind, apiVersion }: JsonObject): boolean {
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
  return comparable(inputs.flatMap(({ decision }) => decision.findings));
}

function toManifests(objects: readonly JsonObject[]): readonly Manifest[] {
  return objects.flatMap((object, index) => {
    const { manifests, problems } = skimManifests(toSourceFile(`${index}.json`, JSON.stringify(object)));
    assert.deepEqual(problems, []);
    return manifests;
  });
}

/**
 * The findings of the background check do not state their identity, so the difference has two bounds: faults
 * of a rule at a source or with a message that had none before, and all faults of the state after the write.
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
  // What stops the operator covers faults of files that it does not write then.
  if (before.fileBytes === undefined || !before.isLoadable) return;
  const known = faultsOf(before);
  // A fault can stay although the object it was reported at changes; its message is then the same.
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

/** What the background check denies. */
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
