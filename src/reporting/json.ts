import { jsonDocument } from './json-document.ts';
import { positionJson, relatedJson } from './related-position.ts';
import type { Formatter, ReportedFinding } from './report.ts';
import { countSeverities } from './severity.ts';

/** The contract is docs/reference/schema/lint.schema.json; fields can be added, but never renamed. */
export const json: Formatter = (report) => {
  const { deny, warn, audit } = countSeverities(report.findings);
  const { ignored = [] } = report;
  return jsonDocument({
    findings: report.findings.map(toJsonFinding),
    summary: {
      files: report.fileCount,
      objects: report.objects.length,
      skipped: report.skippedCount,
      deny,
      warn,
      audit,
      errors: report.problems.length,
      fixes: report.fixCount,
      ignored: ignored.length,
    },
    ignored: ignored.map((finding) => ({ ...toJsonFinding(finding), reason: finding.reason })),
    errors: report.problems,
    notEvaluated: report.unknownFacts,
  });
};

function toJsonFinding(finding: ReportedFinding) {
  const { rule, category, severity, message, path, object, position, fix, related, downgradedBy } = finding;
  return {
    rule,
    category,
    severity,
    message,
    path,
    kind: object.kind,
    name: object.name,
    ...positionJson(position),
    fix,
    ...(downgradedBy === undefined ? {} : { downgradedBy }),
    ...(related.length === 0 ? {} : { related: related.map(relatedJson) }),
  };
}
