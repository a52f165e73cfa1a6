import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { decodeReview } from '../../src/admission/decode/decode-review.ts';
import { ruleOn } from '../../src/admission/ruling.ts';
import { gatherFacts } from '../../src/cli/facts.ts';
import { lintManifests } from '../../src/cli/lint-manifests.ts';
import { parseManifests } from '../../src/cli/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/cli/manifests/source-file.ts';
import { cliEnforcement } from '../../src/cli/rule-levels.ts';
import { ClusterIndex } from '../../src/domain/cluster-index/cluster-index.ts';
import type { FactSheet } from '../../src/domain/facts.ts';
import { isJsonObject, type JsonObject } from '../../src/domain/json.ts';
import { type MirrorSetKind, mirrorSetKinds, toMirrorSet } from '../../src/domain/mirror-set.ts';
import { newestVersion } from '../../src/domain/openshift-version.ts';
import { rules } from '../../src/policy/rules/index.ts';
import { anyKind, anyObject } from '../support/arbitrary-objects.ts';

interface NamedObject {
  readonly kind: MirrorSetKind;
  readonly name: string;
  readonly object: JsonObject;
}

type Told = readonly { readonly rule: string; readonly severity: string; readonly path: string; readonly message: string }[];

const enforcement = cliEnforcement({});
/** Rules that run in only one of the two may differ. */
const shared: ReadonlySet<string> = new Set(rules.filter(({ meta }) => meta.hosts === undefined).map(({ id }) => id));

/** Nothing but mirror sets differs, and no rule goes unevaluated. */
function inKnownWorld(facts: FactSheet): FactSheet {
  return { ...facts, known: { ...facts.known, imageConfig: {}, clusterVersion: { version: newestVersion } } };
}

/** As if the object were created where all others are stored already. */
function byWebhook({ kind, name, object }: NamedObject, others: readonly NamedObject[]): Told {
  const { group, version } = mirrorSetKinds[kind];
  const request = { uid: 'u', kind: { group, version, kind }, operation: 'CREATE', name, object };
  const decoded = decodeReview(
    new TextEncoder().encode(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request })),
  );
  if (!decoded.ok) throw new Error(decoded.problem);
  const stored = others.map((other) => toMirrorSet(other.kind, other.name, other.object));
  const facts = inKnownWorld({ ...gatherFacts([], {}), cluster: new ClusterIndex(stored) });
  return told(ruleOn('validate', decoded.value, { rules, enforcement, mutations: new Set(), facts }).findings);
}

/** What lint says about each object of one input. */
function byCli(objects: readonly NamedObject[]): readonly Told[] {
  const text = objects.map(({ object }) => stringify(object)).join('---\n');
  const input = { ...parseManifests(toSourceFile('x.yaml', text)), fileCount: 1 };
  expect(input.problems).toEqual([]);
  const report = lintManifests(input, { rules, enforcement, facts: inKnownWorld(gatherFacts(input.manifests, {})) });
  return report.objects.map((object) => told(report.findings.filter((finding) => finding.object === object)));
}

function told(findings: Told): Told {
  const seen = findings
    .filter(({ rule }) => shared.has(rule))
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
      return isJsonObject(object) && object.kind === kind ? [{ kind, name, object: { ...object, metadata: { name } } }] : [];
    }),
  );

describe('webhook and CLI', () => {
  it('say the same about every object of an input', () => {
    fc.assert(
      fc.property(someObjects, (objects) => {
        const expected = objects.map((object) =>
          byWebhook(
            object,
            objects.filter((other) => other !== object),
          ),
        );
        expect(byCli(objects)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
