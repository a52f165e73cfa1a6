import { evaluateInput, type InputContext } from '../engine/evaluate-input.ts';
import { listUnknownFacts } from '../engine/unknown-facts.ts';
import { locate } from '../manifests/locate.ts';
import { type Manifest, pathInDocument } from '../manifests/manifest.ts';
import type { Manifests } from '../manifests/read-manifests.ts';
import type { JsonObject } from '../model/json.ts';
import { formatObjectRef, type ObjectRef } from '../model/mirror-set.ts';
import { type FieldPath, formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import type { Finding } from '../policy/decide.ts';
import type { LintReport, RelatedPlace, ReportedFinding } from '../reporting/report.ts';
import type { Related } from '../rules/finding.ts';
import { defaultMutations, mutateObject } from '../rules/mutations/index.ts';
import { type MirrorManifest, pickMirrorManifests } from './mirror-manifest.ts';

export interface LintContext extends Omit<InputContext, 'stored'> {
  /** The objects that the cluster stores. */
  readonly stored?: readonly Manifest[];
}

/** Evaluates the mirror sets of an input together and locates each finding in its file. Pure. */
export function lintManifests(
  { manifests, problems, fileCount }: Manifests,
  { stored, ...context }: LintContext,
): LintReport {
  const inputs = pickMirrorManifests(manifests);
  const places = byRef([...pickMirrorManifests(stored ?? []), ...inputs]);
  const evaluation = evaluateInput(inputs, { ...context, stored: stored && storedIn(stored) });
  const reported = evaluation.inputs.map(({ input, decision }) => {
    const object = { kind: input.kind, name: input.name, place: locate(input, []) };
    const findings = decision.findings
      .filter(({ path }) => input.becomes === undefined || !path.startsWith('metadata'))
      .map((finding) => toReported(finding, object, input, places));
    return { object, findings };
  });
  return {
    findings: reported.flatMap(({ findings }) => findings),
    problems,
    objects: reported.map(({ object }) => object),
    fileCount,
    skippedCount: manifests.length - inputs.length,
    unknownFacts: inputs.length === 0 ? [] : listUnknownFacts(evaluation.outcomes),
    fixCount: inputs.reduce(
      (sum, input) =>
        sum + mutateObject(input.evaluatedAs, input.object, { enabled: defaultMutations }).mutations.length,
      0,
    ),
  };
}

/** Finds the stored version of an object. */
export function storedIn(manifests: readonly Manifest[]): (ref: ObjectRef) => JsonObject | undefined {
  const stored = byRef(pickMirrorManifests(manifests));
  return (ref) => stored.get(formatObjectRef(ref))?.object;
}

/** Manifests with a name. The last one of each name takes precedence, as with `kubectl apply`. */
function byRef(manifests: readonly MirrorManifest[]): ReadonlyMap<string, MirrorManifest> {
  const named = manifests.filter(({ name }) => name !== '');
  return new Map(
    named.map((manifest) => [formatObjectRef({ kind: manifest.evaluatedAs, name: manifest.name }), manifest]),
  );
}

type Places = ReadonlyMap<string, MirrorManifest>;

function toReported(
  finding: Finding,
  object: ReportedFinding['object'],
  manifest: MirrorManifest,
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
function shownPath(manifest: MirrorManifest, path: FieldPath): string {
  return formatFieldPath(manifest.becomes === undefined ? path : pathInDocument(manifest, path));
}

function toRelatedPlace({ path, ...ref }: Related, places: Places): RelatedPlace {
  const manifest = places.get(`${ref.kind} ${ref.name}`);
  return {
    ...ref,
    path: manifest === undefined ? formatFieldPath(path) : shownPath(manifest, path),
    ...(manifest === undefined ? {} : { place: locate(manifest, path) }),
  };
}
