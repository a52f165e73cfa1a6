import type { UnknownFact } from '../engine/unknown-facts.ts';
import { count } from '../model/text/count.ts';
import { type Palette, paletteFor } from './color.ts';
import { excerpt } from './excerpt.ts';
import { compareFindings, type GroupedFinding, groupReported } from './findings.ts';
import { countObjects } from './object-count.ts';
import { printable } from './printable.ts';
import { formatProblem } from './problem.ts';
import { describeRelated } from './related-position.ts';
import type { Formatter, LintReport, ReportedFinding, ReportOptions } from './report.ts';
import { isRollout, rolloutLine } from './rollout-line.ts';
import { countSeverities } from './severity.ts';

type ShownFinding = ReportedFinding & Partial<Pick<GroupedFinding, 'omittedRelated'>>;

/** For terminals: the findings of each file with their lines, unreadable inputs, and a summary. */
export const pretty: Formatter = (report, options) => {
  const palette = paletteFor(options);
  const shown = report.findings.filter(({ severity }) => severity !== 'audit' || showsAudit(options));
  const located = shown.filter((finding) => !isRollout(finding));
  const byFile = Map.groupBy(
    options.verbose ? located : groupReported(located),
    ({ position }) => position.file,
  );
  const blocks = [...byFile].map(([file, findings]) => fileBlock(file, findings, palette));
  const problems = report.problems.map((problem) => formatProblem(problem, palette));
  const closing = [
    ...rollout(report),
    summary(report, options, palette),
    ...nextSteps(report, shown),
    ...unknown(report, options, palette),
  ];
  return [...blocks, ...problems, `${closing.join('\n')}\n`].join('\n');
};

function showsAudit({ verbose, failOn }: ReportOptions): boolean {
  return verbose || failOn === 'audit';
}

function fileBlock(file: string, findings: readonly ShownFinding[], palette: Palette): string {
  const blocks = findings.toSorted(compareFindings).map((finding) => findingBlock(finding, palette));
  return `${palette.strong(printable(file))}\n${blocks.join('\n')}`;
}

function findingBlock(finding: ShownFinding, palette: Palette): string {
  const { position, severity, path, message, rule, related, omittedRelated = 0 } = finding;
  const mark = palette[severity];
  const head =
    `  ${position.line}:${position.column}  ${mark(severity)}  ${printable(message)}  ` +
    `${palette.faint(rule)}\n`;
  const more = omittedRelated > 0 ? [`and ${count(omittedRelated, 'more field')}`] : [];
  const others = [...related.map((other) => `see ${describeRelated(other)}`), ...more]
    .map((text) => `${palette.faint('       =')} ${text}\n`)
    .join('');
  return head + excerpt(position, path, mark, palette) + others;
}

function rollout({ findings }: LintReport): readonly string[] {
  const line = rolloutLine(findings);
  return line === undefined ? [] : [printable(line)];
}

function summary(report: LintReport, options: ReportOptions, palette: Palette): string {
  // The rollout line is shown although its findings can have level audit.
  const { deny, warn, audit } = countSeverities(
    report.findings.filter((finding) => finding.severity !== 'audit' || !isRollout(finding)),
  );
  const { ignored = [] } = report;
  const checked = `${countObjects(report.objects)} in ${count(report.fileCount, 'file')}`;
  const found = [
    deny > 0 && palette.deny(`${deny} deny`),
    warn > 0 && palette.warn(`${warn} warn`),
    audit > 0 &&
      (showsAudit(options)
        ? `${audit} audit`
        : `${audit} audit (--verbose shows ${audit === 1 ? 'it' : 'them'})`),
    ignored.length > 0 && `${ignored.length} ignored`,
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

function nextSteps({ fixCount }: LintReport, shown: readonly ReportedFinding[]): readonly string[] {
  const [first] = shown.toSorted(compareFindings);
  const fixes =
    fixCount === 0 ? [] : [`\`mirrorguard fix\` applies ${count(fixCount, 'safe fix', 'safe fixes')}`];
  return first === undefined ? fixes : [...fixes, `\`mirrorguard explain ${first.rule}\` explains the rule`];
}

function unknown(
  { unknownFacts }: LintReport,
  { verbose }: ReportOptions,
  palette: Palette,
): readonly string[] {
  // Grouped by reason, because the user can act on the reason.
  const byReason = Map.groupBy(
    unknownFacts,
    ({ fact, reason }) => /^(?:is|are) not known: (.*)$/.exec(reason)?.[1] ?? `${fact} ${reason}`,
  );
  if (byReason.size > 0 && !verbose) return [palette.faint(countUnchecked(byReason))];
  return [...byReason].map(([reason, facts]) =>
    palette.faint(`not checked, because ${reason}: ${rulesOf(facts).join(', ')}`),
  );
}

function countUnchecked(byReason: ReadonlyMap<string, readonly UnknownFact[]>): string {
  const unchecked = rulesOf([...byReason.values()].flat()).length;
  const reasons = [...byReason.keys()];
  const why = reasons.length === 1 ? reasons.join() : `${reasons.length} facts are unknown`;
  return `${count(unchecked, 'rule')} not checked, because ${why} (see --verbose)`;
}

function rulesOf(facts: readonly UnknownFact[]): readonly string[] {
  return [...new Set(facts.flatMap(({ rules }) => rules))].sort();
}
