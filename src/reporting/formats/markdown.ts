import { count } from '../../model/text/count.ts';
import type { Severity } from '../../rules/finding.ts';
import { compareFindings, findingText, groupReported } from '../findings.ts';
import { countObjects } from '../object-count.ts';
import { printable } from '../printable.ts';
import type { Formatter, LintReport, ReportedFinding } from '../report.ts';
import { isRollout, rolloutLine } from '../rollout-line.ts';
import { countSeverities } from '../severity.ts';

const labels: Readonly<Record<Severity, string>> = { deny: '**deny**', warn: 'warn', audit: 'audit' };

/** For pull request comments and job summaries: one table per file. */
export const markdown: Formatter = (report) => {
  const located = report.findings.filter((finding) => !isRollout(finding));
  const byFile = Map.groupBy(groupReported(located), ({ position }) => position.file);
  const sections = [...byFile].map(([file, findings]) => fileSection(file, findings));
  const line = rolloutLine(report.findings);
  const rollout = line === undefined ? [] : [`${escapeMarkdown(line)}\n`];
  return [`## mirrorguard: ${headline(report)}\n`, ...rollout, ...sections, ...unread(report)].join('\n');
};

function headline(report: LintReport): string {
  const { deny, warn, audit } = countSeverities(report.findings);
  const found = [
    deny > 0 && `${deny} deny`,
    warn > 0 && `${warn} warn`,
    audit > 0 && `${audit} audit`,
    report.problems.length > 0 && `${count(report.problems.length, 'input')} could not be read`,
  ].filter((part) => part !== false);
  return found.length === 0 ? `no findings in ${countObjects(report.objects)}` : found.join(', ');
}

function fileSection(file: string, findings: readonly ReportedFinding[]): string {
  const rows = findings.toSorted(compareFindings).map((finding) => {
    const { position, severity, object, rule } = finding;
    const where = `${position.line}:${position.column}`;
    const cells = [
      where,
      labels[severity],
      ...[`${object.kind} ${object.name}`, findingText(finding), rule].map(escapeMarkdown),
    ];
    return `| ${cells.join(' | ')} |\n`;
  });
  const header = '| line | | object | finding | rule |\n| ---: | --- | --- | --- | --- |\n';
  return `### ${escapeMarkdown(file)}\n\n${header}${rows.join('')}`;
}

function unread({ problems }: LintReport): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(
    ({ file, line, message, fix }) =>
      `- ${escapeMarkdown(file)}${line === undefined ? '' : `:${line}`}: ${escapeMarkdown(message)}. ` +
      `${escapeMarkdown(fix)}\n`,
  );
  return [`### Could not be read\n\n${lines.join('')}`];
}

/** Escapes manifest content: it must not create markup, mention users or start a table cell. */
function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}
