import { findIgnoreComments, type Ignore, ignoreKey, parseIgnore } from '../manifests/ignores.ts';
import { locate } from '../manifests/locate.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { InputProblem, SourceFile } from '../manifests/source-file.ts';
import { valueAt } from '../model/json.ts';
import type { IgnoredFinding, ReportedFinding } from '../reporting/report.ts';
import { rules } from '../rules/index.ts';
import { didYouMean } from './closest.ts';

const annotationPath = ['metadata', 'annotations', ignoreKey];

/**
 * Removes findings that a comment or an annotation ignores. Denials are not removed, because only the CLI
 * ignores findings and the webhook would deny the write.
 */
export class IgnoredFindings {
  readonly ignored: IgnoredFinding[] = [];
  readonly #comments = new Map<SourceFile, readonly Ignore[]>();

  /** @returns the remaining findings */
  remove(findings: readonly ReportedFinding[], manifest: Manifest): readonly ReportedFinding[] {
    const ignores = [...this.#commentsOf(manifest), ...annotationOf(manifest)];
    if (ignores.length === 0) return findings;
    return findings.filter((finding) => {
      if (finding.severity === 'deny') return true;
      const ignore = ignores.find((one) => applies(one, finding));
      if (ignore !== undefined) this.ignored.push({ ...finding, reason: ignore.reason });
      return ignore === undefined;
    });
  }

  #commentsOf({ document: { file } }: Manifest): readonly Ignore[] {
    const known = this.#comments.get(file) ?? findIgnoreComments(file);
    this.#comments.set(file, known);
    return known;
  }
}

function applies({ rules: ids, reason, from, to }: Ignore, { rule, position }: ReportedFinding): boolean {
  return reason !== '' && ids.includes(rule) && position.line >= from && position.line <= to;
}

function annotationOf(manifest: Manifest): readonly Ignore[] {
  const value = valueAt(manifest.object, annotationPath);
  if (typeof value !== 'string') return [];
  const { line } = locate(manifest, annotationPath);
  return [{ ...parseIgnore(value), line, from: 0, to: Number.POSITIVE_INFINITY }];
}

/** Ignore comments and annotations that are invalid. */
export function describeFaultyIgnores(manifests: readonly Manifest[]): readonly InputProblem[] {
  const files = new Set(manifests.map(({ document }) => document.file));
  const written = [
    ...[...files].flatMap((file) => findIgnoreComments(file).map((ignore) => ({ file, ignore }))),
    ...manifests.flatMap((manifest) =>
      annotationOf(manifest).map((ignore) => ({ file: manifest.document.file, ignore })),
    ),
  ];
  const ids = rules.map(({ id }) => id);
  return written.flatMap(({ file, ignore }) => {
    const fault = (message: string, fix: string) => [{ file: file.name, line: ignore.line, message, fix }];
    const unknown = ignore.rules.find((id) => !ids.includes(id));
    if (unknown !== undefined)
      return fault(
        `${ignoreKey} names the unknown rule "${unknown}"`,
        didYouMean(unknown, ids).trim() || '`mirrorguard rules` lists the rules.',
      );
    if (ignore.rules.length === 0) return fault(`${ignoreKey} names no rule`, 'Write "rule[,rule] reason".');
    if (ignore.reason === '')
      return fault(`${ignoreKey} has no reason and is not applied`, 'Write the reason after the rule.');
    return [];
  });
}
