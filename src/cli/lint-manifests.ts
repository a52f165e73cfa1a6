import { fixApiVersion } from '../engine/api-version-fix.ts';
import { evaluateInput, type InputContext } from '../engine/evaluate-input.ts';
import { intendedKind } from '../engine/intended-kind.ts';
import { listUnknownFacts } from '../engine/unknown-facts.ts';
import { placeOf } from '../manifests/live-manifests.ts';
import { locate } from '../manifests/locate.ts';
import { type Manifest, pathInDocument } from '../manifests/manifest.ts';
import type { Manifests } from '../manifests/read-manifests.ts';
import type { JsonObject } from '../model/json.ts';
import { type FieldPath, formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import type { Finding } from '../policy/finding.ts';
import type { LintReport, RelatedPlace, ReportedFinding } from '../reporting/report.ts';
import type { ObjectName, Related } from '../rules/finding.ts';
import { defaultMutations, mutateObject } from '../rules/mutations/index.ts';
import { type EvaluatedManifest, pickEvaluated } from './evaluated-manifest.ts';
import { IgnoredFindings } from './ignored-findings.ts';

export interface LintContext extends Omit<InputContext, 'stored'> {
  /** The objects that the cluster stores. */
  readonly stored?: readonly Manifest[];
}

/**
 * Evaluates mirror sets and Image `cluster` of an input together and locates each finding in its file.
 * Pure.
 */
export function lintManifests(
  { manifests, problems, fileCount }: Manifests,
  { stored, ...context }: LintContext,
): LintReport {
  const inputs = pickEvaluated(manifests);
  const places = byRef([...pickEvaluated(stored ?? []), ...inputs]);
  const evaluation = evaluateInput(inputs, { ...context, stored: stored && storedIn(stored) });
  const ignoring = new IgnoredFindings();
  const reported = evaluation.inputs.map(({ input, decision }) => {
    const object = { kind: input.kind, name: input.name, place: locate(input, []) };
    const findings = decision.findings
      .filter(({ path }) => input.becomes === undefined || !path.startsWith('metadata'))
      .map((finding) => toReported(finding, object, input, places));
    return { object, findings: ignoring.remove(findings, input) };
  });
  return {
    findings: reported.flatMap(({ findings }) => findings),
    ignored: ignoring.ignored,
    problems,
    objects: reported.map(({ object }) => object),
    fileCount,
    skippedCount: manifests.length - inputs.length,
    unknownFacts: inputs.length === 0 ? [] : listUnknownFacts(evaluation.outcomes),
    fixCount: countFixes(inputs),
  };
}

/** The number of changes that `mirrorguard fix` would make. */
export function countFixes(manifests: readonly Manifest[]): number {
  return manifests.reduce((sum, { object, becomes }) => {
    const kind = intendedKind(object);
    if (kind === undefined) return sum;
    const { mutations } = mutateObject(kind, object, { enabled: defaultMutations });
    const apiVersion = becomes === undefined && fixApiVersion(object) !== undefined ? 1 : 0;
    return sum + mutations.length + apiVersion;
  }, 0);
}

/** Finds the stored version of an object. */
export function storedIn(manifests: readonly Manifest[]): (ref: ObjectName) => JsonObject | undefined {
  const stored = byRef(pickEvaluated(manifests));
  return (ref) => stored.get(keyOf(ref))?.object;
}

/** Manifests with a name. The last one of each name takes precedence, as with `kubectl apply`. */
function byRef(manifests: readonly EvaluatedManifest[]): ReadonlyMap<string, EvaluatedManifest> {
  const named = manifests.filter(({ name }) => name !== '');
  return new Map(
    named.map((manifest) => [keyOf({ kind: manifest.evaluatedAs, name: manifest.name }), manifest]),
  );
}

function keyOf({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

type Places = ReadonlyMap<string, EvaluatedManifest>;

function toReported(
  finding: Finding,
  object: ReportedFinding['object'],
  manifest: EvaluatedManifest,
  places: Places,
): ReportedFinding {
  const path = parseFieldPath(finding.path);
  return {
    ...finding,
    path: shownPath(manifest, path),
    object,
    place: locate(manifest, path),
    related: finding.related.map((related) => toRelatedPlace(related, places)),
  };
}

/** Of entries without the object around them, the path in their document. */
function shownPath(manifest: EvaluatedManifest, path: FieldPath): string {
  return formatFieldPath(manifest.becomes === undefined ? path : pathInDocument(manifest, path));
}

function toRelatedPlace({ path, ...ref }: Related, places: Places): RelatedPlace {
  const manifest = places.get(keyOf(ref));
  const place = manifest && placeOf(manifest, path);
  return {
    ...ref,
    path: manifest === undefined ? formatFieldPath(path) : shownPath(manifest, path),
    ...(place === undefined ? {} : { place }),
  };
}
