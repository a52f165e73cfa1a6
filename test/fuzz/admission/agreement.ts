import assert from 'node:assert/strict';
import { gatherFacts } from '../../../src/cli/facts.ts';
import { pickEvaluated, storedIn } from '../../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../../src/cli/rule-levels.ts';
import { evaluateInput } from '../../../src/engine/evaluate-input.ts';
import { findImageProblems } from '../../../src/kubernetes/structure/image-structure.ts';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import type { Finding } from '../../../src/policy/finding.ts';
import { rules } from '../../../src/rules/index.ts';
import { decodeReview } from '../../../src/webhook/decode/decode-review.ts';
import { evaluateRequest } from '../../../src/webhook/evaluate.ts';
import { leavesSpecUnchanged } from '../../../src/webhook/request.ts';
import { factsOf, worldAfter } from './cluster.ts';
import { policyOf, sharedRules, sorted, toManifests } from './hosts.ts';
import { nameIn, type WriteInput } from './inputs.ts';
import { checkIntroduced } from './introduced.ts';
import { nowMs } from './responses.ts';
import { bodyOf, operationOf } from './review.ts';
import { checkStored } from './stored-state.ts';

const requester = { name: 'alice', groups: ['platform-admins'] };

/**
 * Throws an error unless all hosts agree on a write:
 * - the webhook and `lint --stored` have equal findings;
 * - the state findings of the webhook are those of the state after the write that the state before it does
 *   not have, by identity (`checkIntroduced`);
 * - the background check and `lint` have equal findings for both states (`checkStored`).
 */
export function checkAgreement(given: WriteInput): void {
  const input = { ...given, otherObjects: given.otherObjects.map(withReleaseImage) };
  const decoded = decodeReview(bodyOf(input));
  // The webhook denies a body that is not a valid review.
  if (!decoded.ok || leavesSpecUnchanged(decoded.value) || !isNamedObject(input)) return;
  const { enforcement, mutations } = policyOf(input);
  const context = { rules, enforcement, mutations, facts: factsOf(input), nowMs };
  const { findings } = evaluateRequest('validate', decoded.value, context);
  if (operationOf(input) !== 'DELETE')
    assert.deepEqual(lintFindings(input), comparable(findings), 'lint and the webhook differ');
  const write = { ...input, operation: operationOf(input) };
  checkIntroduced(write, findings);
  checkStored(write, write);
  checkStored(worldAfter(write), write);
}

/** For files without a release image, `lint` assumes one. Every ClusterVersion of a cluster has one. */
function withReleaseImage(object: JsonObject): JsonObject {
  if (object.kind !== 'ClusterVersion') return object;
  const status = isJsonObject(object.status) ? object.status : {};
  const desired = isJsonObject(status.desired) ? status.desired : {};
  const image = typeof desired.image === 'string' ? desired.image : releaseImage;
  return { ...object, status: { ...status, desired: { ...desired, image } } };
}

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'a'.repeat(64)}`;

/**
 * Whether an API server would send the object: kind, name and apiVersion match the request, and an Image has
 * the structure of its type.
 */
function isNamedObject(input: WriteInput): boolean {
  if (operationOf(input) === 'DELETE') return true;
  const { object, kind, name } = input;
  if (!isJsonObject(object) || object.kind !== kind || nameIn(object) !== name) return false;
  return hasServedVersion(object) && (kind !== 'Image' || findImageProblems(object).length === 0);
}

function hasServedVersion({ kind, apiVersion }: JsonObject): boolean {
  return isMirrorSetKind(kind)
    ? apiVersion === mirrorSetKinds[kind].apiVersion
    : apiVersion === 'config.openshift.io/v1';
}

type Comparable = Omit<Finding, 'fix' | 'category' | 'isListedFirst'>;

function comparable(findings: readonly Finding[]): readonly Comparable[] {
  return sorted(
    findings
      .filter(({ rule, isUnchecked }) => sharedRules.has(rule) && isUnchecked !== true)
      .map(({ fix: _fix, category: _category, isListedFirst: _isListedFirst, ...finding }) => finding),
  );
}

function lintFindings(input: WriteInput): readonly Comparable[] {
  const written = toManifests([input.object as JsonObject]);
  const stored = toManifests([...input.stored, ...input.otherObjects]);
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
