import type { SourcePosition } from '../model/text/source-position.ts';
import type { Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';
import { rulePagesOf } from './docs-url.ts';
import { findingText } from './findings.ts';
import { fingerprintOf } from './formats/fingerprint.ts';
import type { Formatter, RelatedPosition, ReportedFinding, ReportedProblem } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { deny: 'error', warn: 'warning', audit: 'note' };

/**
 * SARIF 2.1.0 for code scanning and editors: every rule that ran with its help, every finding with its
 * region.
 */
export const sarif: Formatter = (report, { rules, toolVersion, docsUrl }) => {
  const pageOf = rulePagesOf(docsUrl);
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mirrorguard',
            version: toolVersion,
            semanticVersion: toolVersion,
            informationUri: `${docsUrl}/`,
            rules: rules.map((rule) => toReportingDescriptor(rule, pageOf(rule.id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: report.problems.map(toNotification),
          },
        ],
        results: [
          ...report.findings.map((finding) => toResult(finding, ruleIndexes.get(finding.rule))),
          ...(report.ignored ?? []).map((finding) => ({
            ...toResult(finding, ruleIndexes.get(finding.rule)),
            suppressions: [{ kind: 'inSource', status: 'accepted', justification: finding.reason }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function toReportingDescriptor({ id, meta }: AnyRule, helpUri: string) {
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase()),
    shortDescription: { text: meta.summary },
    fullDescription: { text: meta.why },
    helpUri,
    help: { text: `${meta.why}\n\n${meta.fix}`, markdown: `**Why.** ${meta.why}\n\n**Fix.** ${meta.fix}` },
    defaultConfiguration: { level: levels[meta.severity] },
    properties: { category: meta.category, tags: ['openshift', 'image-mirrors', meta.category] },
  };
}

function toResult(finding: ReportedFinding, ruleIndex: number | undefined) {
  const { rule, severity, path, object, position, related } = finding;
  const inInput = related.filter((other) => other.position !== undefined);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: findingText(finding) },
    locations: [
      {
        physicalLocation: toPhysicalLocation(position),
        logicalLocations: [{ fullyQualifiedName: qualifiedName(object, path), kind: 'object' }],
      },
    ],
    ...(inInput.length === 0 ? {} : { relatedLocations: inInput.map(toRelatedLocation) }),
    partialFingerprints: { 'mirrorguard/v1': fingerprintOf(finding) },
  };
}

function toRelatedLocation({ kind, name, path, position }: RelatedPosition, index: number) {
  return {
    id: index,
    message: { text: `${kind} ${name}` },
    ...(position === undefined ? {} : { physicalLocation: toPhysicalLocation(position) }),
    logicalLocations: [{ fullyQualifiedName: qualifiedName({ kind, name }, path), kind: 'object' }],
  };
}

function toPhysicalLocation({ file, line, column, endColumn }: SourcePosition) {
  return {
    artifactLocation: { uri: toUri(file) },
    region: { startLine: line, startColumn: column, endLine: line, endColumn },
  };
}

function toNotification({ file, line, column, message, fix }: ReportedProblem) {
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return {
    level: 'error',
    message: { text: `${message}. ${fix}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: toUri(file) }, ...region } }],
  };
}

function qualifiedName(
  { kind, name }: { readonly kind: string; readonly name: string },
  path: string,
): string {
  return path === '' ? `${kind}/${name}` : `${kind}/${name}/${path}`;
}

/** Relative references stay relative and are resolved against the checkout. */
function toUri(file: string): string {
  const encoded = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
