import assert from 'node:assert/strict';
import type { ClusterModel } from '../../../src/model/cluster-model.ts';
import { type ClusterFacts, settingsOf } from '../../../src/model/facts.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { enabledRules, enforcedSeverity } from '../../../src/policy/enforcement.ts';
import type { Finding } from '../../../src/policy/finding.ts';
import { reportState } from '../../../src/policy/state-findings.ts';
import type { Severity, StateFinding } from '../../../src/rules/finding.ts';
import { rules } from '../../../src/rules/index.ts';
import type { AnyRule, StateRule } from '../../../src/rules/rule.ts';
import { StateContext } from '../../../src/rules/state-context.ts';
import type { WrittenObject } from '../../../src/rules/subject.ts';
import { toWrittenObject } from '../../../src/webhook/subject.ts';
import { factsOf, storedVersion, worldAfter } from './cluster.ts';
import { identify, policyOf, sorted } from './hosts.ts';
import type { WriteInput } from './inputs.ts';

const rank: Readonly<Record<Severity, number>> = { deny: 2, warn: 1, audit: 0 };

/**
 * Evaluates every source of the states before and after the write, which are built from their objects, and
 * computes the difference of their findings. The webhook derives the second state from the first one, and
 * evaluates only sources that the write can affect.
 */
export function checkIntroduced(input: WriteInput, findings: readonly Finding[]): void {
  const subject = subjectOf(input);
  const [before, after] = [factsOf(input), factsOf(worldAfter(input))];
  const deployed = modelOf(before);
  const { enforcement } = policyOf(input);
  const expected = enabledRules(rules, enforcement)
    .filter((rule) => rule.kind === 'state' && rule.requires.every((fact) => isKnown(after, fact)))
    .flatMap((rule) => {
      const known = findAll(rule, before, deployed);
      return findAll(rule, after, deployed)
        .filter((finding) => finding.isCovered !== true && !known.some(includes(finding, rule)))
        .flatMap((finding) => toFinding(finding, rule, subject, input));
    });
  const introduced = findings.filter(
    ({ rule, downgradedBy, isUnchecked }) =>
      stateRules.has(rule) && downgradedBy !== 'stored' && isUnchecked !== true,
  );
  assert.deepEqual(
    sorted(introduced.map(identify)),
    sorted(expected),
    'the webhook does not report exactly what the write introduces',
  );
}

const stateRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, kind }) => (kind === 'state' ? [id] : [])),
);

function subjectOf(input: WriteInput): WrittenObject {
  const { kind, name, object, operation } = input;
  return toWrittenObject({ kind: kind as 'Image', name, object, operation, oldObject: storedVersion(input) });
}

function isKnown({ known, cluster }: ClusterFacts, fact: AnyRule['requires'][number]): boolean {
  return fact === 'mirrorSets' ? cluster !== undefined : known[fact] !== undefined;
}

function modelOf({ cluster, known }: ClusterFacts): ClusterModel {
  assert(cluster !== undefined);
  return cluster.model(settingsOf(known));
}

function findAll(rule: AnyRule, facts: ClusterFacts, deployed: ClusterModel): readonly StateFinding[] {
  const context = new StateContext(modelOf(facts), facts.known, { deployed });
  return [...(rule as StateRule).check(context as never)];
}

/** Whether a finding of the state before the write has the identity of a finding, its causes and its severity. */
function includes(finding: StateFinding, { meta }: AnyRule) {
  const causes = causesOf(finding);
  const { severity = meta.severity } = finding;
  return (known: StateFinding) =>
    known.identity === finding.identity &&
    rank[known.severity ?? meta.severity] >= rank[severity] &&
    causes.isSubsetOf(causesOf(known));
}

/** A write that adds an object to a finding introduces it, unless the rule has other causes. */
function causesOf({ causes, involves }: StateFinding): ReadonlySet<string> {
  return new Set(causes ?? involves.map(({ kind, name }) => `${kind} ${name}`));
}

function toFinding(finding: StateFinding, rule: AnyRule, subject: WrittenObject, input: WriteInput) {
  const { enforcement } = policyOf(input);
  const severity = enforcedSeverity(enforcement.levels[rule.id], rule.meta.severity, finding.severity);
  if (severity === undefined) return [];
  const { path, object, related = [] } = reportState(finding, [subject]);
  const about = finding.about === '' ? {} : { about: finding.about };
  return [identify({ rule: rule.id, ...about, path: formatFieldPath(path), severity, object, related })];
}
