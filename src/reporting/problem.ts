import type { Palette } from './colour.ts';
import { printable } from './printable.ts';
import type { ReportedProblem } from './report.ts';

/** `broken.yaml:3:1  error  is not valid YAML: …`, with the advice on the next line. */
export function formatProblem(
  { file, line, column, message, fix }: ReportedProblem,
  palette: Palette,
): string {
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${palette.strong(printable(where))}  ${palette.deny('error')}  ${printable(message)}\n  ${printable(fix)}\n`;
}
