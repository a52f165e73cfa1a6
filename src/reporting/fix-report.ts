import { count } from '../model/text/count.ts';
import type { Palette } from './colour.ts';
import { printable } from './printable.ts';
import type { Place, ReportedProblem } from './report.ts';
import { unifiedDiff } from './unified-diff.ts';

export interface ReportedRepair {
  readonly mutation: string;
  readonly message: string;
  /** As the API server writes paths. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  /** In the text before. */
  readonly place: Place;
}

interface FixedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface FixReport {
  readonly repairs: readonly ReportedRepair[];
  /** Only those that change. */
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

/** One line a repair, and a summary. */
export function fixSummary({ repairs, files, problems, written }: FixReport, palette: Palette): string {
  const lines = repairs.map(
    ({ place, message, mutation }) =>
      `${printable(`${place.file}:${place.line}:${place.column}  ${message}`)}  ${palette.faint(mutation)}\n`,
  );
  if (repairs.length === 0) return problems.length === 0 ? 'nothing to repair\n' : '';
  const total = `${count(repairs.length, 'repair')} in ${count(files.length, 'file')}`;
  return `${lines.join('')}${total}${written ? ', written' : '; --write makes them'}\n`;
}

/** The contract is docs/reference/schema/fix.schema.json. */
export function fixJson({ repairs, problems, written }: FixReport): string {
  const document = {
    schemaVersion: 1,
    written,
    repairs: repairs.map(({ place: { file, line, column, endColumn }, ...repair }) => ({
      ...repair,
      file,
      line,
      column,
      endColumn,
    })),
    errors: problems,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
