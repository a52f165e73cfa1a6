import { count } from '../model/text/count.ts';
import { type Palette, paletteFor } from './colour.ts';
import { excerpt } from './excerpt.ts';
import { printable } from './printable.ts';
import { formatProblem } from './problem.ts';
import { describeRelated } from './related-place.ts';
import type { Formatter, LintReport, ReportedFinding, ReportOptions } from './report.ts';
import { countSeverities } from './severity.ts';

/** For terminals: the findings of each file with their lines, unreadable inputs, and a summary. */
export const pretty: Formatter = (report, options) => {
  const palette = paletteFor(options);
  const shown = report.findings.filter((finding) => finding.severity !== 'audit' || showsAudit(options));
  const byFile = Map.groupBy(shown, (finding) => finding.place.file);
  const blocks = [...byFile].map(([file, findings]) => fileBlock(file, findings, palette));
  const problems = report.problems.map((problem) => formatProblem(problem, palette));
  const closing = [
    summary(report, options, palette),
    ...nextSteps(report, shown),
    ...unknown(report, options, palette),
  ];
  return [...blocks, ...problems, `${closing.join('\n')}\n`].join('\n');
};

function showsAudit({ verbose, failOn }: ReportOptions): boolean {
  return verbose || failOn === 'audit';
}

function fileBlock(file: string, findings: readonly ReportedFinding[], palette: Palette): string {
  return `${palette.strong(printable(file))}\n${findings.map((finding) => findingBlock(finding, palette)).join('\n')}`;
}

function findingBlock(finding: ReportedFinding, palette: Palette): string {
  const { place, severity, path, message, rule, related } = finding;
  const mark = palette[severity];
  const head = `  ${place.line}:${place.column}  ${mark(severity)}  ${printable(message)}  ${palette.faint(rule)}\n`;
  const others = related
    .map((other) => `${palette.faint('       =')} see ${describeRelated(other)}\n`)
    .join('');
  return head + excerpt(place, path, mark, palette) + others;
}

function summary(report: LintReport, options: ReportOptions, palette: Palette): string {
  const { deny, warn, audit } = countSeverities(report.findings);
  const checked = `${count(report.objects.length, 'mirror set')} in ${count(report.fileCount, 'file')}`;
  const found = [
    deny > 0 && palette.deny(`${deny} deny`),
    warn > 0 && palette.warn(`${warn} warn`),
    audit > 0 &&
      (showsAudit(options)
        ? `${audit} audit`
        : `${audit} audit (--verbose shows ${audit === 1 ? 'it' : 'them'})`),
    report.problems.length > 0 && palette.deny(`${count(report.problems.length, 'input')} could not be read`),
  ].filter((part) => part !== false);
  const verdict =
    found.length === 0
      ? report.objects.length === 0
        ? 'nothing to check'
        : 'no findings'
      : found.join(', ');
  return `${checked}: ${verdict}`;
}

function nextSteps({ fixCount }: LintReport, [first]: readonly ReportedFinding[]): readonly string[] {
  const fixes =
    fixCount === 0 ? [] : [`\`mirrorguard fix\` applies ${count(fixCount, 'safe fix', 'safe fixes')}`];
  return first === undefined ? fixes : [...fixes, `\`mirrorguard explain ${first.rule}\` explains the rule`];
}

function unknown(
  { unknownFacts }: LintReport,
  { verbose }: ReportOptions,
  palette: Palette,
): readonly string[] {
  if (!verbose) return [];
  // Grouped by reason, because the reason is what a user can change.
  const byReason = Map.groupBy(
    unknownFacts,
    ({ fact, reason }) => /^(?:is|are) not known: (.*)$/.exec(reason)?.[1] ?? `${fact} ${reason}`,
  );
  return [...byReason].map(([reason, facts]) => {
    const rules = [...new Set(facts.flatMap((fact) => fact.rules))].sort();
    return palette.faint(`not checked, because ${reason}: ${rules.join(', ')}`);
  });
}
