import { fixApiVersion } from '../engine/api-version-fix.ts';
import { evaluateInput, type InputContext } from '../engine/evaluate-input.ts';
import { evaluatedKind, intendedKind } from '../engine/intended-kind.ts';
import { dependsOnUnfilled } from '../engine/placeholders/fill-object.ts';
import { listUnknownFacts } from '../engine/unknown-facts.ts';
import { inDocumentTerms, shownPath } from '../manifests/document-terms.ts';
import { positionOf } from '../manifests/live-manifests.ts';
import { locate } from '../manifests/locate.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { writtenObject } from '../manifests/placeholders/fill.ts';
import type { Manifests } from '../manifests/read-manifests.ts';
import { type JsonObject, valueAt } from '../model/json.ts';
import { formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import type { Finding } from '../policy/finding.ts';
import type { LintReport, RelatedPosition, ReportedFinding, ReportedObject } from '../reporting/report.ts';
import type { ObjectName, Related } from '../rules/finding.ts';
import { defaultMutations, mutateObject } from '../rules/mutations/index.ts';
import type { GuardedKind } from '../rules/subject.ts';
import { IgnoredFindings } from './ignored-findings.ts';

export interface LintContext extends Omit<InputContext, 'stored' | 'others'> {
  /** The objects that the cluster stores. */
  readonly stored?: readonly Manifest[];
}

/**
 * Evaluates mirror sets and Image `cluster` of an input together with the effects of other kinds, and locates
 * each finding in its file. Pure.
 */
export function lintManifests(
  { manifests, problems, fileCount }: Manifests,
  { stored, ...context }: LintContext,
): LintReport {
  const inputs = pickEvaluated(manifests);
  const others = othersIn(manifests);
  const evaluation = evaluateInput(inputs, {
    ...context,
    others,
    stored: stored && storedIn(stored),
    states: others.length === 0 ? undefined : context.states,
  });
  const positions = byRef(
    [...pickEvaluated(stored ?? []), ...inputs],
    [...othersIn(stored ?? []), ...others],
  );
  const ignoring = new IgnoredFindings();
  const report = (manifest: Manifest, object: ReportedObject, findings: readonly Finding[]) => ({
    object,
    findings: ignoring.remove(
      findings
        .filter(({ path }) => manifest.becomes === undefined || !path.startsWith('metadata'))
        .filter((finding) => !dependsOnUnfilled(manifest, finding))
        .map((finding) => toReported(finding, object, manifest, positions)),
      manifest,
    ),
  });
  const reported = evaluation.inputs.map(({ input, decision }) =>
    report(input, toReportedObject(input), decision.findings),
  );
  const ofOthers = evaluation.others
    .map(({ other, findings }) => report(other, { ...toReportedObject(other), isOther: true }, findings))
    .filter(({ findings }) => findings.length > 0);
  return {
    findings: [...reported, ...ofOthers].flatMap(({ findings }) => findings),
    ignored: ignoring.ignored,
    problems,
    objects: [...reported, ...ofOthers].map(({ object }) => object),
    fileCount,
    skippedCount: manifests.length - inputs.length - ofOthers.length,
    unknownFacts: inputs.length === 0 ? [] : listUnknownFacts(evaluation.outcomes),
    fixCount: countFixes(inputs),
  };
}

function toReportedObject(manifest: Manifest): ReportedObject {
  return { kind: manifest.kind, name: manifest.name, position: locate(manifest, []) };
}

function othersIn(manifests: readonly Manifest[]) {
  return manifests
    .filter(({ object }) => evaluatedKind(object) === undefined)
    .map((manifest) => {
      const namespace = valueAt(manifest.object, ['metadata', 'namespace']);
      return { ...manifest, namespace: typeof namespace === 'string' ? namespace : undefined };
    });
}

/** The number of changes that `mirrorguard fix` would make. */
export function countFixes(manifests: readonly Manifest[]): number {
  return manifests.reduce((sum, { becomes, ...manifest }) => {
    const object = writtenObject(manifest);
    const kind = intendedKind(object);
    if (kind === undefined) return sum;
    const { mutations } = mutateObject(kind, object, { enabled: defaultMutations });
    const apiVersion = becomes === undefined && fixApiVersion(object) !== undefined ? 1 : 0;
    return sum + mutations.length + apiVersion;
  }, 0);
}

/** Finds the stored version of an object. */
export function storedIn(manifests: readonly Manifest[]): (ref: ObjectName) => JsonObject | undefined {
  const stored = byRef(pickEvaluated(manifests), []);
  return (ref) => stored.get(keyOf(ref))?.object;
}

/** Manifests by name. The last one of each name takes precedence, as with `kubectl apply`. */
function byRef(evaluated: readonly EvaluatedManifest[], others: ReturnType<typeof othersIn>): Positions {
  const named: readonly (readonly [ObjectName, Manifest])[] = [
    ...others.flatMap((other) => {
      const { kind, name, namespace } = other;
      const qualified = { kind, name: `${namespace}/${name}` };
      return [[other, other] as const, ...(namespace === undefined ? [] : [[qualified, other] as const])];
    }),
    ...evaluated.map((manifest) => [{ kind: manifest.evaluatedAs, name: manifest.name }, manifest] as const),
  ];
  return new Map(
    named
      .filter(([{ name }]) => name !== '')
      .map(([{ kind, name }, manifest]) => [keyOf({ kind, name }), manifest]),
  );
}

function keyOf({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

type Positions = ReadonlyMap<string, Manifest>;

function toReported(
  finding: Finding,
  object: ReportedFinding['object'],
  manifest: Manifest,
  positions: Positions,
): ReportedFinding {
  const path = parseFieldPath(finding.path);
  return {
    ...finding,
    path: formatFieldPath(shownPath(manifest, path)),
    message: messageOf(finding, manifest),
    object,
    position: locate(manifest, path),
    related: finding.related.map((related) => toRelatedPosition(related, positions)),
  };
}

function messageOf({ rule, message }: Finding, manifest: Manifest): string {
  const { within, becomes } = manifest;
  if (rule === 'no-placeholder' && isInTemplate(manifest) && message.includes('("$"'))
    return message.replace('render the template first', 'the Template has no such parameter');
  if (
    rule === 'no-unknown-field' &&
    becomes?.isOfHostedCluster === true &&
    becomes.format !== 'object' &&
    /"(?:sourcePolicy|\(mirrorSourcePolicy\))"/.test(message)
  )
    return `${within.length === 0 ? listAlone : hostedList} ${droppedPolicy}`;
  // The installer has a separate field for the newer kind, and no command converts an install-config.
  return rule === 'prefer-image-digest-mirror-set' && becomes?.replacement !== undefined
    ? `${within.at(-1)} is deprecated; rename it to ${becomes.replacement}`
    : inDocumentTerms(manifest, message);
}

const hostedList = 'imageContentSources of a HostedCluster';
const listAlone = `a list without an object is read as ${hostedList}, which`;
const droppedPolicy =
  'have no policy; HyperShift drops the field, and nodes contact the source if no mirror has the image. ' +
  'Remove the field';

function isInTemplate({ fillers = [] }: Manifest): boolean {
  return fillers.some(({ tool }) => tool === 'oc process');
}

function toRelatedPosition({ path, ...ref }: Related, positions: Positions): RelatedPosition {
  const manifest = positions.get(keyOf(ref));
  const position = manifest && positionOf(manifest, path);
  return {
    ...ref,
    path: formatFieldPath(manifest === undefined ? path : shownPath(manifest, path)),
    ...(position === undefined ? {} : { position }),
  };
}

export interface EvaluatedManifest extends Manifest {
  readonly evaluatedAs: GuardedKind;
}

/** Selects Image `cluster` and the mirror sets with any apiVersion; a rule reports a wrong apiVersion. */
export function pickEvaluated(manifests: readonly Manifest[]): readonly EvaluatedManifest[] {
  return manifests.flatMap((manifest) => {
    const evaluatedAs = evaluatedKind(manifest.object);
    return evaluatedAs === undefined ? [] : [{ ...manifest, evaluatedAs }];
  });
}
