import assert from 'node:assert/strict';
import type { CheckedCluster } from '../../../src/background/checked-cluster.ts';
import { type ClusterCheck, checkCluster } from '../../../src/background/cluster-check.ts';
import { gatherFacts } from '../../../src/cli/facts.ts';
import { lintManifests } from '../../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../../src/cli/rule-levels.ts';
import { findImageProblems } from '../../../src/kubernetes/structure/image-structure.ts';
import { findStructureProblems } from '../../../src/kubernetes/structure/structure.ts';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../../src/model/mirror-set.ts';
import { rules } from '../../../src/rules/index.ts';
import { factsOf, type TestCluster } from './cluster.ts';
import { identify, policyOf, sharedRules, sorted, toManifests } from './hosts.ts';
import { nameIn, type WriteInput } from './inputs.ts';
import { nowMs } from './responses.ts';

/**
 * Throws an error unless the background check reports what `lint` reports for the objects of the cluster.
 */
export function checkStored(world: TestCluster, input: WriteInput): void {
  const state = {
    stored: latestOf(world.stored).filter(isStorable),
    otherObjects: latestOf([emptyImage, ...world.otherObjects.filter(isReadable)]),
  };
  const { results } = checkState(state, input);
  const found = results.flatMap(({ finding }) => (finding.isUnchecked === true ? [] : [identify(finding)]));
  assert.deepEqual(sorted(found), sorted(lintState(state, input)), 'lint and the background check differ');
}

/** Every OpenShift cluster has this object, so findings can be reported at it. */
const emptyImage = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'Image',
  metadata: { name: 'cluster' },
  spec: {},
};

/** An API server stores one object of each name. */
function latestOf(objects: readonly JsonObject[]): readonly JsonObject[] {
  const keyOf = (object: JsonObject) => JSON.stringify([object.kind, nameIn(object)]);
  return [...new Map(objects.map((object) => [keyOf(object), object])).values()];
}

/** The schema of the CRD rejects objects of another structure, and drops unknown fields. */
function isStorable(object: JsonObject): boolean {
  const kind = object.kind as MirrorSetKind;
  const { spec } = object;
  const isKnown =
    isJsonObject(spec) && Object.keys(spec).every((key) => key === mirrorSetKinds[kind].listField);
  return isKnown && findStructureProblems(kind, object).length === 0;
}

function isReadable(object: JsonObject): boolean {
  return object.kind !== 'Image' || findImageProblems(object).length === 0;
}

function checkState(world: TestCluster, input: WriteInput): ClusterCheck {
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

/** The watches of the background check do not retain manifests, so it cannot evaluate rules that read them. */
const checkedRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, meta }) => (sharedRules.has(id) && meta.category !== 'manifest' ? [id] : [])),
);
const objectRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, kind }) => (kind === 'object' ? [id] : [])),
);

function lintState({ stored, otherObjects }: TestCluster, input: WriteInput) {
  const manifests = toManifests([...stored, ...otherObjects]);
  const { findings } = lintManifests(
    { manifests, problems: [], warnings: [], fileCount: manifests.length },
    {
      rules,
      enforcement: cliEnforcement({}, { policy: policyOf(input).enforcement }),
      facts: gatherFacts(manifests, {}),
    },
  );
  return findings
    .filter(
      ({ rule, isUnchecked, object }) =>
        checkedRules.has(rule) &&
        isUnchecked !== true &&
        // An object rule reports changes of Image `cluster`.
        !(objectRules.has(rule) && object.kind === 'Image'),
    )
    .map(identify);
}
