import type { SourcePosition } from '../../src/model/text/source-position.ts';
import type {
  LintReport,
  ReportedFinding,
  ReportedObject,
  ReportOptions,
} from '../../src/reporting/report.ts';
import type { Severity } from '../../src/rules/finding.ts';
import { rules } from '../../src/rules/index.ts';

/** The place of `value` in `sourceLine`. */
export function positionOf(sourceLine: string, value: string, line = 7, file = 'idms.yaml'): SourcePosition {
  const column = sourceLine.indexOf(value) + 1;
  return { file, line, column, endColumn: column + value.length, sourceLine };
}

export const team: ReportedObject = {
  kind: 'ImageDigestMirrorSet',
  name: 'team',
  position: positionOf('apiVersion: config.openshift.io/v1', 'apiVersion', 1),
};

export function someFinding(severity: Severity, fields: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    rule: 'no-scheme',
    category: 'format',
    severity,
    path: 'spec.imageDigestMirrors[0].source',
    message: 'begins with a scheme',
    fix: 'Remove it.',
    object: team,
    position: positionOf('  - source: https://quay.io/team', 'https://quay.io/team'),
    related: [],
    ...fields,
  };
}

export function someReport(fields: Partial<LintReport> = {}): LintReport {
  return {
    findings: [],
    problems: [],
    objects: [team],
    fileCount: 1,
    skippedCount: 0,
    unknownFacts: [],
    fixCount: 0,
    ...fields,
  };
}

export const unreadable = {
  file: 'broken.yaml',
  line: 3,
  column: 1,
  message: 'is not valid YAML: x',
  fix: 'Correct the syntax.',
};

export const plainOptions: ReportOptions = {
  color: false,
  verbose: false,
  failOn: 'deny',
  rules,
  toolVersion: '1.2.3',
  docsUrl: 'https://docs.example.com/mirrorguard',
};
