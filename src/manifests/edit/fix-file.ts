import { fixApiVersion } from '../../engine/api-version-fix.ts';
import { intendedKind } from '../../engine/intended-kind.ts';
import type { ReportedFix } from '../../engine/reported-fix.ts';
import { isEqualJson, type JsonObject } from '../../model/json.ts';
import type { MirrorSetKind } from '../../model/mirror-set.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import { type AppliedMutation, type MutatedObject, mutateObject } from '../../rules/mutations/index.ts';
import { inDocumentTerms, shownPath } from '../document-terms.ts';
import { locate } from '../locate.ts';
import { type Manifest, textOf } from '../manifest.ts';
import { parseManifests } from '../parse-manifests.ts';
import { writtenObject } from '../placeholders/fill.ts';
import { type InputProblem, type SourceFile, toSourceFile } from '../source-file.ts';
import { findComments } from './comments.ts';
import { editsForFixes } from './edits-for-fixes.ts';
import type { CommentedText } from './removal.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

export interface FixedFile {
  readonly file: SourceFile;
  /** Equal to the text of the file if there is nothing to fix. */
  readonly text: string;
  readonly fixes: readonly ReportedFix[];
  readonly problems: readonly InputProblem[];
}

/**
 * Applies the enabled fixes to the text of one file. Every other byte stays the same, comments included.
 * Parses the result: if it differs from the fixed objects, the file is reported as a problem and not changed.
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
  const sources = new Map<unknown, CommentedText>();
  const sourceOf = ({ document }: Manifest) => {
    const known = sources.get(document.embedded);
    if (known !== undefined) return known;
    const text = textOf(document);
    const source = { text, comments: findComments(text), lineBreak } as const;
    sources.set(document.embedded, source);
    return source;
  };
  const intended = manifests.map(writtenObject);
  const edits: TextEdit[] = [];
  const fixes: ReportedFix[] = [];
  const changed: Manifest[] = [];
  for (const [index, manifest] of manifests.entries()) {
    const kind = intendedKind(writtenObject(manifest));
    if (kind === undefined) continue;
    const fixed = applyFixes(kind, manifest, enabled);
    if (fixed.mutations.length === 0) continue;
    const own = editsOf(sourceOf(manifest), manifest, fixed.mutations);
    if (own === undefined) return { ...untouched, problems: [cannotWrite(manifest)] };
    intended[index] = fixed.object;
    changed.push(manifest);
    edits.push(...own);
    fixes.push(...fixed.mutations.map((done) => toReported(manifest, done)));
  }
  const text = withSameEnd(file.text, applyEdits(file.text, edits));
  const [first] = manifests;
  if (edits.length === 0 || first === undefined) return untouched;
  fixes.sort(({ position: a }, { position: b }) => a.line - b.line || a.column - b.column);
  const isCompared = changed.every(isWholeDocument) ? () => true : isMirrorSet;
  return parsesTo(text, intended, isCompared)
    ? { file, text, fixes, problems: [] }
    : { ...untouched, problems: [cannotWrite(first)] };
}

/** The mutations of the webhook, and the apiVersion fix, which only the CLI applies. */
function applyFixes(
  kind: MirrorSetKind,
  manifest: Manifest,
  enabled: ReadonlySet<string>,
): MutatedObject<JsonObject> {
  const object = writtenObject(manifest);
  const mutated = mutateObject(kind, object, { enabled });
  const apiVersion = manifest.becomes === undefined ? fixApiVersion(object) : undefined;
  return apiVersion === undefined
    ? mutated
    : {
        ...mutated,
        object: { ...mutated.object, apiVersion: apiVersion.after as string },
        mutations: [...mutated.mutations, apiVersion],
      };
}

/** The edits of the file; also supports an object in a string value of the file. */
function editsOf(
  source: CommentedText,
  manifest: Manifest,
  mutations: readonly AppliedMutation[],
): readonly TextEdit[] | undefined {
  const edits = editsForFixes(source, manifest, mutations);
  const { embedded } = manifest.document;
  if (edits === undefined || embedded === undefined) return edits;
  const mapped = edits.flatMap((edit) => embedded.toFileEdit(edit) ?? []);
  return mapped.length === edits.length ? mapped : undefined;
}

/** Keeps a missing line break at the end of the file. */
function withSameEnd(before: string, after: string): string {
  return before.endsWith('\n') ? after : after.replace(/\r?\n$/, '');
}

function toReported(manifest: Manifest, { mutation, message, path }: AppliedMutation): ReportedFix {
  const { kind, name } = manifest;
  const shown = formatFieldPath(shownPath(manifest, path));
  const position = locate(manifest, path);
  return { mutation, message: inDocumentTerms(manifest, message), path: shown, kind, name, position };
}

function isWholeDocument({ document, becomes }: Manifest): boolean {
  return document.embedded === undefined && becomes === undefined;
}

/** Only mirror sets are compared: the object that contains a fixed string value or list changes with it. */
function isMirrorSet(object: JsonObject): boolean {
  return intendedKind(object) !== undefined;
}

/** Whether the text parses to exactly these mirror sets. */
function parsesTo(
  text: string,
  intended: readonly JsonObject[],
  isCompared: (object: JsonObject) => boolean,
): boolean {
  const { manifests, problems } = parseManifests(toSourceFile('', text));
  return (
    problems.length === 0 &&
    isEqualJson(manifests.map(({ object }) => object).filter(isCompared), intended.filter(isCompared))
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
