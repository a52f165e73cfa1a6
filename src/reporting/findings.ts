import { compareImportance } from '../policy/decide.ts';
import { describeOthers, groupFindings } from '../policy/group-findings.ts';
import type { RelatedPosition, ReportedFinding } from './report.ts';

/** Limits the related fields; three are usually enough to find the cause. */
const maxRelated = 3;

/** A finding that represents all findings of its rule and severity at its object. */
export interface GroupedFinding extends ReportedFinding {
  /** Related fields of the whole group that are not in `related`. */
  readonly omittedRelated: number;
}

/**
 * One finding per rule, severity and object: the first finding, whose message names and counts the others.
 */
export function groupReported(findings: readonly ReportedFinding[]): readonly GroupedFinding[] {
  return groupFindings(findings, ({ object }) => object).map((group) => {
    const { first, others } = group;
    const related = distinctRelated([first, ...others]);
    const more = describeOthers(group);
    return {
      ...first,
      message: more === '' ? first.message : `${first.message}; ${more}`,
      related: related.slice(0, maxRelated),
      omittedRelated: Math.max(0, related.length - maxRelated),
    };
  });
}

function distinctRelated(findings: readonly ReportedFinding[]): readonly RelatedPosition[] {
  const byField = new Map<string, RelatedPosition>();
  for (const related of findings.flatMap((finding) => finding.related)) {
    const key = `${related.kind} ${related.name} ${related.path}`;
    if (!byField.has(key)) byField.set(key, related);
  }
  return [...byField.values()];
}

/** Most important first; findings of equal importance in file order. */
export function compareFindings(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compareImportance(a, b) || a.position.line - b.position.line || a.position.column - b.position.column
  );
}

/** The message with its field, for formats without a separate field. */
export function findingText({ path, message }: Pick<ReportedFinding, 'path' | 'message'>): string {
  return path === '' ? message : withField(path, message);
}

/** Puts the field before the message unless the message starts with the name of the field. */
function withField(path: string, message: string): string {
  const [first = ''] = message.split(' ', 1);
  const isNamed = path.endsWith(first) && first !== '';
  return isNamed ? path + message.slice(first.length) : `${path}: ${message}`;
}
