import { isDeepStrictEqual } from 'node:util';
import { intendedKind } from '../../engine/intended-kind.ts';
import type { ReportedFix } from '../../engine/reported-fix.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import { type AppliedMutation, mutateObject } from '../../rules/mutations/index.ts';
import { locate } from '../locate.ts';
import type { Manifest } from '../manifest.ts';
import { parseManifests } from '../parse-manifests.ts';
import { type InputProblem, type SourceFile, toSourceFile } from '../source-file.ts';
import { findComments } from './comments.ts';
import { editsForFixes } from './edits-for-fixes.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

export interface FixedFile {
  readonly file: SourceFile;
  /** Equal to the text of the file if there is nothing to fix. */
  readonly text: string;
  readonly fixes: readonly ReportedFix[];
  readonly problems: readonly InputProblem[];
}

/**
 * Applies the enabled fixes to the text of one file. Every other byte stays the same, comments included. Parses the result:
 * if it differs from the fixed objects, the file is reported as a problem and not changed.
 *
 * @param manifests all objects of the file
 */
export function fixFile(
  file: SourceFile,
  manifests: readonly Manifest[],
  enabled: ReadonlySet<string>,
): FixedFile {
  const untouched = { file, text: file.text, fixes: [], problems: [] };
  const lineBreak = file.text.includes('\r\n') ? '\r\n' : '\n';
  const source = { text: file.text, comments: findComments(file.text), lineBreak } as const;
  const intended = manifests.map(({ object }) => object);
  const edits: TextEdit[] = [];
  const fixes: ReportedFix[] = [];
  for (const [index, manifest] of manifests.entries()) {
    const kind = intendedKind(manifest.object);
    if (kind === undefined) continue;
    const repaired = mutateObject(kind, manifest.object, { enabled });
    const own = editsForFixes(source, manifest, repaired.mutations);
    if (own === undefined) return { ...untouched, problems: [cannotWrite(manifest)] };
    intended[index] = repaired.object;
    edits.push(...own);
    fixes.push(...repaired.mutations.map((done) => toReported(manifest, done)));
  }
  const text = withSameEnd(file.text, applyEdits(file.text, edits));
  const [first] = manifests;
  if (edits.length === 0 || first === undefined) return untouched;
  fixes.sort(({ place: a }, { place: b }) => a.line - b.line || a.column - b.column);
  return parsesTo(text, intended)
    ? { file, text, fixes, problems: [] }
    : { ...untouched, problems: [cannotWrite(first)] };
}

/** Keeps a missing line break at the end of the file. */
function withSameEnd(before: string, after: string): string {
  return before.endsWith('\n') ? after : after.replace(/\r?\n$/, '');
}

function toReported(manifest: Manifest, { mutation, message, path }: AppliedMutation): ReportedFix {
  const { kind, name } = manifest;
  return { mutation, message, path: formatFieldPath(path), kind, name, place: locate(manifest, path) };
}

/** Whether the text parses to exactly these objects. */
function parsesTo(text: string, intended: readonly JsonObject[]): boolean {
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
    message: 'cannot be fixed without changing the layout of the file (anchors, aliases or unusual notation)',
    fix: 'Fix it by hand; `mirrorguard lint` shows the findings.',
  };
}
