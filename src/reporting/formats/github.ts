import type { Severity } from '../../rules/finding.ts';
import { findingText, groupReported } from '../findings.ts';
import type { Formatter } from '../report.ts';

const commands: Readonly<Record<Severity, string>> = { deny: 'error', warn: 'warning', audit: 'notice' };

/** Workflow commands, which GitHub shows next to the changed lines. */
export const github: Formatter = ({ findings, problems }) => {
  const lines = [
    ...groupReported(findings).map((finding) => {
      const { severity, position, rule } = finding;
      const properties = {
        ...positionOf(position),
        endColumn: position.endColumn,
        title: `mirrorguard ${rule}`,
      };
      return command(commands[severity], properties, findingText(finding));
    }),
    ...problems.map((problem) =>
      command(
        'error',
        { ...positionOf(problem), title: 'mirrorguard cannot read this input' },
        `${problem.message}. ${problem.fix}`,
      ),
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
};

function positionOf({
  file,
  line,
  column,
}: {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}) {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { col: column }) };
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeMessage(message)}`;
}

/**
 * Escapes control characters; otherwise a message or property could end its line and inject another command.
 */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
