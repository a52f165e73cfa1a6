import { isDeepStrictEqual } from 'node:util';
import { kindToJudge } from '../../engine/kind-to-judge.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import type { ReportedRepair } from '../../reporting/fix-report.ts';
import { type Repair, repair } from '../../rules/mutations/index.ts';
import { locate } from '../locate.ts';
import type { Manifest } from '../manifest.ts';
import { parseManifests } from '../parse-manifests.ts';
import { type InputProblem, type SourceFile, toSourceFile } from '../source-file.ts';
import { findComments } from './comments.ts';
import { editsForRepairs } from './edits-for-repairs.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

export interface FixedFile {
  readonly file: SourceFile;
  /** The same text when nothing is repaired. */
  readonly text: string;
  readonly repairs: readonly ReportedRepair[];
  readonly problems: readonly InputProblem[];
}

/**
 * Makes the enabled repairs in the text of one file. Everything else stays as it is, byte for byte, comments included. The
 * new text is read again: unless it says exactly what the repaired objects say, the file is left alone and named a problem.
 *
 * @param manifests all objects of the file
 */
export function fixFile(
  file: SourceFile,
  manifests: readonly Manifest[],
  enabled: ReadonlySet<string>,
): FixedFile {
  const untouched = { file, text: file.text, repairs: [], problems: [] };
  const lineBreak = file.text.includes('\r\n') ? '\r\n' : '\n';
  const source = { text: file.text, comments: findComments(file.text), lineBreak } as const;
  const intended = manifests.map(({ object }) => object);
  const edits: TextEdit[] = [];
  const repairs: ReportedRepair[] = [];
  for (const [index, manifest] of manifests.entries()) {
    const kind = kindToJudge(manifest.object);
    if (kind === undefined) continue;
    const repaired = repair(kind, manifest.object, { enabled });
    const own = editsForRepairs(source, manifest, repaired.repairs);
    if (own === undefined) return { ...untouched, problems: [cannotWrite(manifest)] };
    intended[index] = repaired.object;
    edits.push(...own);
    repairs.push(...repaired.repairs.map((done) => toReported(manifest, done)));
  }
  const text = withSameEnd(file.text, applyEdits(file.text, edits));
  const [first] = manifests;
  if (edits.length === 0 || first === undefined) return untouched;
  repairs.sort(({ place: a }, { place: b }) => a.line - b.line || a.column - b.column);
  return says(text, intended)
    ? { file, text, repairs, problems: [] }
    : { ...untouched, problems: [cannotWrite(first)] };
}

/** A file whose last line had no line break has none when that line is gone. */
function withSameEnd(before: string, after: string): string {
  return before.endsWith('\n') ? after : after.replace(/\r?\n$/, '');
}

function toReported(manifest: Manifest, { mutation, message, path }: Repair): ReportedRepair {
  const { kind, name } = manifest;
  return { mutation, message, path: formatFieldPath(path), kind, name, place: locate(manifest, path) };
}

/** Whether the text reads as exactly these objects. */
function says(text: string, intended: readonly JsonObject[]): boolean {
  const { manifests, problems } = parseManifests(toSourceFile('', text));
  return (
    problems.length === 0 &&
    isDeepStrictEqual(
      manifests.map(({ object }) => object),
      intended,
    )
  );
}

function cannotWrite(manifest: Manifest): InputProblem {
  const { file, line, column } = locate(manifest, []);
  return {
    file,
    line,
    column,
    message:
      'could be repaired, but not without touching the layout of this file (anchors, aliases or an unusual notation)',
    fix: 'Mend it by hand: `mirrorguard lint` says what and where.',
  };
}
