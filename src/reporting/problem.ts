import { type Palette, paletteFor } from './color.ts';
import { printable } from './printable.ts';
import type { ReportedProblem } from './report.ts';

/** `broken.yaml:3:1  error  is not valid YAML: …`, with the advice on the next line. */
export function formatProblem(
  { file, line, column, message, fix }: ReportedProblem,
  palette: Palette,
): string {
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  const head = `${palette.strong(printable(where))}  ${palette.deny('error')}  ${printable(message)}`;
  return `${head}\n  ${printable(fix)}\n`;
}

/** Inputs that could not be read, for standard error. */
export function formatProblems(problems: readonly ReportedProblem[]): string {
  return problems.map((problem) => formatProblem(problem, paletteFor({ color: false }))).join('');
}

const maxWarnings = 10;

/** One line each, for standard error. */
export function formatWarnings(warnings: readonly ReportedProblem[]): string {
  const lines = warnings.slice(0, maxWarnings).map(({ file, line, column, message, fix }) => {
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    return printable(`${where}  warning  ${message}. ${fix}`);
  });
  const more = warnings.length - lines.length;
  if (more > 0) lines.push(`warning: ${more} more inputs of this kind are not shown`);
  return lines.map((line) => `${line}\n`).join('');
}
