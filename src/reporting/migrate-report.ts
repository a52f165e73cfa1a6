import { nameless } from '../engine/cluster.ts';
import type { ClusterDiff } from '../engine/diff.ts';
import type { MigratedPolicy, Migration } from '../engine/migrate.ts';
import type { FieldNote } from '../engine/to-digest-mirror-set.ts';
import type { JsonObject } from '../model/json.ts';
import { formatObjectRef, type ObjectRef, policyChangeAnnotation } from '../model/mirror-set.ts';
import { count } from '../model/text/count.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import { policyChangeValue } from '../rules/context/policy-change.ts';
import { defaultMutations, mutateObject } from '../rules/mutations/index.ts';
import { type ClusterNotes, notesJson } from './cluster-notes.ts';
import type { Palette } from './color.ts';
import { diffBlocks } from './diff-report.ts';
import { findingText } from './findings.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';
import { positionJson } from './related-position.ts';
import { renderedJson } from './rendered-report.ts';

export interface MigrateReport {
  readonly migration: Migration;
  readonly notes: ClusterNotes;
  /** The position of a field of an old object; undefined for an object of a running cluster. */
  readonly positionOf: (object: JsonObject, path: FieldNote['path']) => SourcePosition | undefined;
  /** A note with the field names of the file, which can contain only the entries of the object. */
  readonly shownNote: (object: JsonObject, note: FieldNote) => FieldNote;
  /** The file of a new object; undefined if it is printed. */
  readonly fileOf: (policy: MigratedPolicy) => string | undefined;
  /** The argument of `oc create -f` in the steps. */
  readonly target: string;
}

/** The result for each object, and the rollout of both steps. */
export function migrateText(report: MigrateReport, palette: Palette): string {
  const { migration } = report;
  const { migrated, notMigrated } = migration;
  if (migrated.length === 0 && notMigrated.length === 0)
    return 'nothing to migrate: the input has no ImageContentSourcePolicy\n';
  const objects = [
    ...migrated.map((policy) => migratedText(policy, report)),
    ...notMigrated.map(({ from, object, faults, isUnknown = false }) => {
      const name = from === '' ? nameless : printable(from);
      const reason = isUnknown
        ? 'its values are not known'
        : 'the API server would reject it as an ImageDigestMirrorSet';
      const head = `${palette.deny('not migrated')}: ImageContentSourcePolicy ${name}; ${reason}\n`;
      const { mutations } = mutateObject('ImageContentSourcePolicy', object, { enabled: defaultMutations });
      const hint = mutations.length === 0 ? '' : '  run `mirrorguard fix` first; it corrects such values\n';
      return head + faults.map((fault) => noteLine(object, fault, report)).join('') + hint;
    }),
  ];
  return [...objects, ...(migrated.length === 0 ? [] : [`\n${proofText(report, palette)}`])].join('');
}

/** The contract is docs/reference/schema/migrate.schema.json. */
export function migrateJson(report: MigrateReport): string {
  const { migration, notes, positionOf, shownNote, fileOf } = report;
  const positioned = (object: JsonObject) => (note: FieldNote) => {
    const { path, message } = shownNote(object, note);
    return { path: formatFieldPath(path), message, ...positionJson(positionOf(object, note.path)) };
  };
  const step = ({ rollout, pulls, after }: ClusterDiff) => ({
    rollout,
    pulls: pulls.map(({ scope, pulledBy }) => ({ scope, pulledBy })),
    registriesConf: after.registriesConf ?? null,
  });
  const { steps } = migration;
  return jsonDocument({
    proven: migration.isProven,
    migrated: migration.migrated.map((policy) => ({
      from: {
        kind: 'ImageContentSourcePolicy',
        name: policy.from,
        ...positionJson(positionOf(policy.object, [])),
      },
      to: { kind: 'ImageDigestMirrorSet', name: policy.to, file: fileOf(policy) ?? null },
      manifest: policy.manifest,
      sharedWith: policy.sharedWith,
      notes: policy.notes.map(positioned(policy.object)),
    })),
    notMigrated: migration.notMigrated.map(({ from, object, faults }) => ({
      kind: 'ImageContentSourcePolicy',
      name: from,
      ...positionJson(positionOf(object, [])),
      faults: faults.map(positioned(object)),
    })),
    before: renderedJson(steps.create.before, () => undefined),
    steps: { create: step(steps.create), delete: step(steps.delete) },
    ...notesJson(notes),
  });
}

function migratedText(policy: MigratedPolicy, report: MigrateReport): string {
  const file = report.fileOf(policy);
  const position = report.positionOf(policy.object, []);
  const from = position === undefined ? '' : ` (${position.file}:${position.line})`;
  const target = file === undefined ? '' : ` (${file})`;
  const head = `ImageContentSourcePolicy ${policy.from}${from} -> ImageDigestMirrorSet ${policy.to}${target}`;
  return `${printable(head)}\n${policy.notes.map((note) => noteLine(policy.object, note, report)).join('')}`;
}

function noteLine(object: JsonObject, note: FieldNote, { positionOf, shownNote }: MigrateReport): string {
  const position = positionOf(object, note.path);
  const { path, message } = shownNote(object, note);
  const where = position === undefined ? '' : `${position.file}:${position.line}:${position.column}  `;
  return `  ${printable(where + findingText({ path: formatFieldPath(path), message }))}\n`;
}

function proofText({ migration, target }: MigrateReport, palette: Palette): string {
  const { migrated, steps, isProven } = migration;
  const unpredicted = new Set(['stopped', 'unknown', 'hosted']);
  const isPredicted = [steps.create, steps.delete].every(({ rollout }) => !unpredicted.has(rollout.verdict));
  const verdict = isProven
    ? palette.strong('Nothing changes on the nodes with these steps:')
    : palette.warn(
        isPredicted ? 'These steps change the nodes:' : 'The effect of these steps on the nodes is unknown:',
      );
  const names = migrated.map(({ from }) => from).join(' ');
  return [
    `${verdict}\n`,
    stepText(`1. oc create -f ${target}`, steps.create, palette),
    stepText(`2. oc delete imagecontentsourcepolicy ${names}`, steps.delete, palette),
    policyText(migrated),
  ].join('');
}

/**
 * An ImageContentSourcePolicy has no mirrorSourcePolicy, so it conflicts with every other value (DOMAIN 2.2).
 */
function policyText(migrated: readonly MigratedPolicy[]): string {
  const shared = migrated.flatMap(({ to, sharedWith }) => {
    const isPolicy = ({ kind }: ObjectRef) => kind === 'ImageContentSourcePolicy';
    return [
      ...mustBeMigrated(to, sharedWith.filter(isPolicy)),
      ...mustChangeToo(
        to,
        sharedWith.filter((other) => !isPolicy(other)),
      ),
    ];
  });
  return (
    'To set mirrorSourcePolicy, for example NeverContactSource, update the new objects after step 2;\n' +
    '  while the old objects exist, the values conflict, and the Machine Config Operator stops\n' +
    shared.join('')
  );
}

/** Objects that must be migrated first: an ImageContentSourcePolicy cannot have the new value. */
function mustBeMigrated(to: string, policies: readonly ObjectRef[]): readonly string[] {
  if (policies.length === 0) return [];
  return [`  ${sharing(to, policies)}: migrate these as well before the update\n`];
}

function mustChangeToo(to: string, sets: readonly ObjectRef[]): readonly string[] {
  if (sets.length === 0) return [];
  const annotation = `${policyChangeAnnotation}: ${printable(policyChangeValue(sets))}`;
  return [
    `  ${sharing(to, sets)}: set the same value there, and add\n` +
      `  the annotation ${annotation} to the first update\n`,
  ];
}

function sharing(to: string, others: readonly ObjectRef[]): string {
  return printable(
    `ImageDigestMirrorSet ${to} shares sources with ${others.map(formatObjectRef).join(', ')}`,
  );
}

function stepText(action: string, step: ClusterDiff, palette: Palette): string {
  if (step.rollout.verdict === 'none') {
    const size = step.after.size === undefined ? '' : ` (${count(step.after.size.fileBytes, 'byte')})`;
    return `  ${printable(action)}\n     registries.conf does not change${size}\n`;
  }
  return `  ${printable(action)}\n${diffBlocks(step, palette).replace(/^(?=.)/gm, '     ')}`;
}
