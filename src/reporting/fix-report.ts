import type { ReportedFix } from '../engine/reported-fix.ts';
import { count } from '../model/text/count.ts';
import type { Palette } from './color.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';
import type { ReportedProblem } from './report.ts';
import { unifiedDiff } from './unified-diff.ts';

interface FixedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface FixReport {
  readonly fixes: readonly ReportedFix[];
  /** Contains only changed files. */
  readonly files: readonly FixedText[];
  readonly problems: readonly ReportedProblem[];
  readonly written: boolean;
}

export function fixDiff({ files }: FixReport, palette: Palette): string {
  return files
    .map(({ name, before, after }) => {
      const path = name.replace(/^\//, '');
      return unifiedDiff({ name: `a/${path}`, text: before }, { name: `b/${path}`, text: after }, palette);
    })
    .join('');
}

/** One line per fix, and a summary. */
export function fixSummary({ fixes, files, problems, written }: FixReport, palette: Palette): string {
  const lines = fixes.map(
    ({ position: { file, line, column }, message, mutation }) =>
      `${printable(`${file}:${line}:${column}  ${message}`)}  ${palette.faint(mutation)}\n`,
  );
  if (fixes.length === 0) return problems.length === 0 ? 'nothing to fix\n' : '';
  const total = `${count(fixes.length, 'fix', 'fixes')} in ${count(files.length, 'file')}`;
  return `${lines.join('')}${total}${written ? ' written' : '; --write applies them'}\n`;
}

/** The contract is docs/reference/schema/fix.schema.json. */
export function fixJson({ fixes, problems, written }: FixReport): string {
  return jsonDocument({
    written,
    fixes: fixes.map(({ position: { file, line, column, endColumn }, ...fix }) => ({
      ...fix,
      file,
      line,
      column,
      endColumn,
    })),
    errors: problems,
  });
}
