import { toSubject } from '../admission/subject.ts';
import type { FactSheet } from '../domain/facts.ts';
import { formatFieldPath, parseFieldPath } from '../domain/field-path.ts';
import { decide, type Finding } from '../policy/decide.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import { judge } from '../policy/judge.ts';
import { defaultMutations, repair } from '../policy/mutations/index.ts';
import type { Outcome } from '../policy/outcome.ts';
import type { AnyRule, Related } from '../policy/rule.ts';
import type { LintReport, RelatedPlace, ReportedFinding, ReportedObject, UnknownFact } from '../reporting/report.ts';
import { locate } from './manifests/locate.ts';
import type { Manifests } from './manifests/read-manifests.ts';
import { type MirrorManifest, pickMirrorManifests } from './mirror-manifest.ts';

export interface LintStanding {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  readonly facts: FactSheet;
}

/** Judges every mirror set of an input as a write of its own, and puts each finding at its place in the files. Pure. */
export function lintManifests({ manifests, problems, fileCount }: Manifests, { rules, enforcement, facts }: LintStanding): LintReport {
  const judged = pickMirrorManifests(manifests);
  const objects: ReportedObject[] = [];
  const findings: ReportedFinding[] = [];
  const outcomes: Outcome[] = [];
  let repairCount = 0;
  for (const manifest of judged) {
    const { kind, name, object: written } = manifest;
    const subject = toSubject({ kind: manifest.judgedAs, operation: 'CREATE', object: written, written });
    const judgement = judge(subject, { rules, enforcement, facts, host: 'cli' });
    // What a file does not say is told once for the whole input, not as a finding of each object.
    const known = judgement.outcomes.filter(({ status }) => status !== 'not-evaluated');
    const object = { kind, name, place: locate(manifest, []) };
    repairCount += repair(manifest.judgedAs, written, { enabled: defaultMutations }).repairs.length;
    objects.push(object);
    outcomes.push(...judgement.outcomes);
    const found = decide(known, enforcement).findings;
    findings.push(...found.map((finding) => toReported(finding, object, manifest, judged)).sort(comparePlaces));
  }
  const skippedCount = manifests.length - judged.length;
  return { findings, problems, objects, fileCount, skippedCount, unknownFacts: toUnknownFacts(outcomes), repairCount };
}

function toReported(finding: Finding, object: ReportedObject, manifest: MirrorManifest, all: readonly MirrorManifest[]): ReportedFinding {
  return {
    ...finding,
    object,
    place: locate(manifest, parseFieldPath(finding.path)),
    related: finding.related.map((related) => toRelatedPlace(related, all)),
  };
}

function toRelatedPlace({ kind, name, path }: Related, all: readonly MirrorManifest[]): RelatedPlace {
  const manifest = all.find((candidate) => candidate.judgedAs === kind && candidate.name === name);
  return { kind, name, path: formatFieldPath(path), ...(manifest === undefined ? {} : { place: locate(manifest, path) }) };
}

/** Findings of one object; those of one place stay in the order of the decision. */
function comparePlaces({ place: a }: ReportedFinding, { place: b }: ReportedFinding): number {
  return a.line - b.line || a.column - b.column;
}

function toUnknownFacts(outcomes: readonly Outcome[]): readonly UnknownFact[] {
  const lacks = outcomes.flatMap((outcome) =>
    outcome.status === 'not-evaluated' ? outcome.missing.map((missing) => ({ ...missing, rule: outcome.rule.id })) : [],
  );
  return [...Map.groupBy(lacks, ({ fact }) => fact).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ fact: first.fact, reason: first.reason, rules: [...new Set(group.map(({ rule }) => rule))] }];
  });
}
