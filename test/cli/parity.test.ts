import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { gatherFacts } from '../../src/cli/facts.ts';
import { pickEvaluated, storedIn } from '../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../src/cli/rule-levels.ts';
import { evaluateInput } from '../../src/engine/evaluate-input.ts';
import type { Manifest } from '../../src/manifests/manifest.ts';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { isJsonObject, type JsonObject } from '../../src/model/json.ts';
import {
  type MirrorSet,
  type MirrorSetKind,
  mirrorSetKinds,
  toMirrorSet,
} from '../../src/model/mirror-set.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { decodeReview } from '../../src/webhook/decode/decode-review.ts';
import { evaluateRequest } from '../../src/webhook/evaluate.ts';
import { anyKind, anyObject } from '../support/arbitrary-objects.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { mirrorSet, mirrorSets, otherState } from '../support/random-world.ts';
import { mirrorSetObject, otherObjectsOf } from '../support/world-objects.ts';

interface NamedObject {
  readonly kind: MirrorSetKind;
  readonly name: string;
  readonly object: JsonObject;
}

type ReportedFindings = readonly {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
}[];

const enforcement = cliEnforcement({}, { isStoredKnown: true });
const requester = { name: 'alice', groups: ['team'] };
const nowMs = Date.UTC(2026, 10, 22);

/** A strict policy with exemptions for alice's group and for bob, and an expired exemption. */
const governed = cliEnforcement(
  {},
  {
    isStoredKnown: true,
    policy: compilePolicy(
      {
        preset: 'strict',
        rules: { 'require-allowed-mirror': { options: { allowed: ['reg.local:5000', 'm.io'] } } },
        exemptions: [
          {
            name: 'mine',
            reason: 'x',
            rules: ['require-allowed-mirror', 'no-broad-source'],
            groups: ['team'],
            sources: ['quay.io', '*.src.io'],
          },
          {
            name: 'old',
            reason: 'x',
            rules: ['*'],
            users: ['alice'],
            expires: '2026-11-21',
            kinds: ['ImageTagMirrorSet'],
          },
          { name: 'others', reason: 'x', rules: ['*'], users: ['bob'] },
        ],
      },
      rules,
    ).enforcement,
  },
);
/** The other rules run in only one of the two hosts. */
const shared: ReadonlySet<string> = new Set(
  rules.filter(({ meta }) => meta.hosts === undefined).map(({ id }) => id),
);

/** A cluster as objects. The CLI reads them from files, the webhook from the API. */
interface TestCluster {
  readonly stored: readonly NamedObject[];
  readonly otherObjects: readonly JsonObject[];
}

/**
 * Evaluates a write of the object: an update if `stored` contains an object with the same name, otherwise a
 * create.
 */
function byWebhook(
  { kind, name, object }: NamedObject,
  { stored, otherObjects }: TestCluster,
  by = enforcement,
): ReportedFindings {
  const { group, version } = mirrorSetKinds[kind];
  const oldObject = stored.find((other) => other.kind === kind && other.name === name)?.object;
  const operation = oldObject === undefined ? 'CREATE' : 'UPDATE';
  const userInfo = { username: requester.name, groups: requester.groups };
  const request = {
    uid: 'u',
    kind: { group, version, kind },
    operation,
    name,
    userInfo,
    object,
    ...(oldObject && { oldObject }),
  };
  const decoded = decodeReview(
    new TextEncoder().encode(
      JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }),
    ),
  );
  if (!decoded.ok) throw new Error(decoded.problem);
  const sets = stored.map((other) => toMirrorSet(other.kind, other.name, other.object));
  const facts = { ...gatherFacts(toManifests(otherObjects), {}), cluster: new ClusterIndex(sets) };
  return normalize(
    evaluateRequest('validate', decoded.value, { rules, enforcement: by, mutations: new Set(), facts, nowMs })
      .findings,
  );
}

function toManifests(objects: readonly JsonObject[]): readonly Manifest[] {
  // YAML would read an unquoted `<<` as a merge key, which JSON does not have.
  const texts = objects.map((object) => stringify(object, { defaultKeyType: 'QUOTE_DOUBLE' }));
  const { manifests, problems } = parseManifests(toSourceFile('x.yaml', texts.join('---\n')));
  expect(problems).toEqual([]);
  return manifests;
}

/**
 * The findings of lint for each object, before lint omits findings that it also reports for the other object.
 */
function byCli(
  objects: readonly NamedObject[],
  { stored, otherObjects }: TestCluster,
  by = enforcement,
): readonly ReportedFindings[] {
  const manifests = toManifests(objects.map(({ object }) => object));
  const storedManifests = toManifests([...stored.map(({ object }) => object), ...otherObjects]);
  const origin = { requester, nowMs };
  const standing = {
    rules,
    enforcement: by,
    facts: gatherFacts(manifests, {}, storedManifests),
    stored: storedIn(storedManifests),
    origin,
  };
  return evaluateInput(pickEvaluated(manifests), standing).inputs.map(({ decision }) =>
    normalize(decision.findings),
  );
}

/** Omits rules that could not be evaluated, because the CLI reports them once for all objects. */
function normalize(findings: ReportedFindings): ReportedFindings {
  const seen = findings
    .filter(({ rule, message }) => shared.has(rule) && !message.startsWith('could not be checked: '))
    .map(({ rule, severity, path, message }) => ({ rule, severity, path, message }));
  return seen.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const someObjects = fc
  .array(
    anyKind.chain((kind) => anyObject(kind).map((object) => ({ kind, object }))),
    { minLength: 1, maxLength: 3 },
  )
  .map((candidates) =>
    candidates.flatMap(({ kind, object }, index): readonly NamedObject[] => {
      const name = `set-${index}`;
      return isJsonObject(object) && object.kind === kind
        ? [{ kind, name, object: { ...object, metadata: { name } } }]
        : [];
    }),
  );

function toNamedObject(set: MirrorSet): NamedObject {
  return { kind: set.kind, name: set.name, object: mirrorSetObject(set) };
}

const knownCluster: readonly JsonObject[] = [
  { apiVersion: 'config.openshift.io/v1', kind: 'Image', metadata: { name: 'cluster' } },
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'ClusterVersion',
    metadata: { name: 'version' },
    status: { desired: { version: '4.22.1' } },
  },
];

/** The webhook does not evaluate an unchanged spec, but `lint` reports findings for each file. */
function changesSpec(written: MirrorSet, stored: readonly MirrorSet[]): boolean {
  const before = stored.findLast(({ kind, name }) => kind === written.kind && name === written.name);
  return before === undefined || !isDeepStrictEqual(mirrorSetObject(before), mirrorSetObject(written));
}

describe('webhook and CLI', () => {
  it('report the same about an object of any shape', () => {
    fc.assert(
      fc.property(someObjects, (objects) => {
        for (const object of objects) {
          const world = { stored: objects.filter((other) => other !== object), otherObjects: knownCluster };
          expect(byCli([object], world)).toEqual([byWebhook(object, world)]);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('report the same about a write into a given cluster: a new object, or an update', () => {
    fc.assert(
      fc.property(mirrorSet, mirrorSets, otherState, (written, sets, otherObjects) => {
        fc.pre(changesSpec(written, sets));
        const world = { stored: sets.map(toNamedObject), otherObjects: otherObjectsOf(otherObjects) };
        const object = toNamedObject(written);
        expect(byCli([object], world)).toEqual([byWebhook(object, world)]);
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('apply the same exemptions of a policy', () => {
    let exempted = 0;
    fc.assert(
      fc.property(mirrorSet, mirrorSets, otherState, (written, sets, otherObjects) => {
        fc.pre(changesSpec(written, sets));
        const world = { stored: sets.map(toNamedObject), otherObjects: otherObjectsOf(otherObjects) };
        const object = toNamedObject(written);
        const normalize = byWebhook(object, world, governed);
        exempted += normalize.filter(({ message }) =>
          /exempted by "mine"|expired 2026-11-21/.test(message),
        ).length;
        expect(byCli([object], world, governed)).toEqual([normalize]);
      }),
      { numRuns: propertyRuns(400) },
    );
    expect(exempted).toBeGreaterThan(0);
  });
});
