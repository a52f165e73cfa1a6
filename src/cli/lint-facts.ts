import type { GivenCluster } from '../engine/cluster.ts';
import { evaluatedKind } from '../engine/intended-kind.ts';
import { placeOf } from '../manifests/live-manifests.ts';
import { locate } from '../manifests/locate.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { decide } from '../policy/decide.ts';
import { type Enforcement, rulesInForce } from '../policy/enforcement.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Finding } from '../policy/finding.ts';
import type { LintReport, ReportedFinding, ReportedObject } from '../reporting/report.ts';
import type { Related } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import { gatherFacts } from './facts.ts';

interface FactsContext {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly given: GivenCluster;
  /** The objects that the cluster stores. */
  readonly stored?: readonly Manifest[];
}

/**
 * Adds the denials that objects of other kinds cause. Image policies, MachineConfigs and ClusterVersion also
 * decide whether the operator applies a state and nodes load it, so an input must not pass if `render`
 * rejects it because of them.
 */
export function withFactFindings(
  report: LintReport,
  manifests: readonly Manifest[],
  context: FactsContext,
): LintReport {
  const others = manifests.filter(({ object }) => evaluatedKind(object) === undefined);
  const found = findDenials(manifests, others, context);
  if (found.length === 0) return report;
  const findings = locateAll(found, others, context.stored ?? []);
  const objects = [...new Set(findings.map(({ object }) => object))];
  return {
    ...report,
    findings: [...report.findings, ...findings],
    objects: [...report.objects, ...objects],
    skippedCount: report.skippedCount - objects.length,
  };
}

/** Without a stored state, an input with a mirror set or Image `cluster` reports its whole state there. */
function findDenials(
  manifests: readonly Manifest[],
  others: readonly Manifest[],
  { rules, enforcement, given, stored }: FactsContext,
): readonly Finding[] {
  if (others.length === 0 || (stored === undefined && others.length < manifests.length)) return [];
  const denialsIn = (state: readonly Manifest[]): readonly Finding[] => {
    const outcomes = evaluate(rulesInForce(rules, enforcement), {
      subjects: [],
      facts: gatherFacts(state, given),
      host: 'cli',
      reports: 'state',
      options: enforcement.options,
    });
    const failed = outcomes.filter(({ status }) => status === 'failed');
    return decide(failed, enforcement).findings.filter(({ severity }) => severity === 'deny');
  };
  const found = denialsIn([...(stored ?? []), ...others]);
  if (found.length === 0 || stored === undefined) return found;
  const before = new Set(denialsIn(stored).map(keyOf));
  // A mirror set of the same input can correct what the other objects would cause.
  const after = new Set(denialsIn([...stored, ...manifests]).map(keyOf));
  return found.filter((finding) => !before.has(keyOf(finding)) && after.has(keyOf(finding)));
}

function keyOf({ rule, about = '' }: Finding): string {
  return `${rule} ${about}`;
}

/** At the first object of the input that a finding names; at the first object if it names none. */
function locateAll(
  findings: readonly Finding[],
  others: readonly Manifest[],
  stored: readonly Manifest[],
): readonly ReportedFinding[] {
  const reported = new Map<Manifest, ReportedObject>();
  const reportedAs = (manifest: Manifest): ReportedObject => {
    const { kind, name } = manifest;
    const object = reported.get(manifest) ?? { kind, name, place: locate(manifest, []), isOther: true };
    reported.set(manifest, object);
    return object;
  };
  return findings.flatMap((finding) => {
    const involved = involvedIn(finding);
    const here = involved.find((related) => manifestOf(related, others) !== undefined);
    const manifest = (here && manifestOf(here, others)) ?? others[0];
    if (manifest === undefined) return [];
    const path = here?.path ?? [];
    return {
      ...finding,
      path: formatFieldPath(path),
      object: reportedAs(manifest),
      place: locate(manifest, path),
      related: involved
        .filter((related) => related !== here)
        .map((related) => toRelatedPlace(related, [...stored, ...others])),
    };
  });
}

function involvedIn({ object, path, related }: Finding): readonly Related[] {
  return object === undefined ? related : [{ ...object, path: parseFieldPath(path) }, ...related];
}

function manifestOf({ kind, name }: Related, manifests: readonly Manifest[]): Manifest | undefined {
  return manifests.findLast((manifest) => manifest.kind === kind && manifest.name === name);
}

function toRelatedPlace(
  related: Related,
  manifests: readonly Manifest[],
): ReportedFinding['related'][number] {
  const { kind, name, path } = related;
  const manifest = manifestOf(related, manifests);
  const place = manifest && placeOf(manifest, path);
  return { kind, name, path: formatFieldPath(path), ...(place === undefined ? {} : { place }) };
}
