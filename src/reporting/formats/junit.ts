import { findingText } from '../findings.ts';
import type {
  Formatter,
  ReportedFinding,
  ReportedObject,
  ReportedProblem,
  ReportOptions,
} from '../report.ts';
import { isAtLeast } from '../severity.ts';
import { element, textElement } from './xml.ts';

interface Case {
  readonly outcome: 'passed' | 'failed' | 'error';
  readonly xml: string;
}

/**
 * For CI servers that show test results: one suite per file, one case per object. Findings below the
 * threshold are in the output of the case.
 */
export const junit: Formatter = ({ objects, findings, problems }, options) => {
  const findingsOf = Map.groupBy(findings, (finding) => finding.object);
  const suites = new Map<string, Case[]>();
  for (const object of objects)
    add(suites, object.position.file, toCase(object, findingsOf.get(object) ?? [], options));
  for (const problem of problems) add(suites, problem.file, toErrorCase(problem));
  const xml = [...suites].map(([file, cases]) =>
    element(
      'testsuite',
      { name: file, ...countCases(cases) },
      cases.map(({ xml }) => xml),
    ),
  );
  const counts = countCases([...suites.values()].flat());
  const root = element('testsuites', { name: 'mirrorguard', ...counts }, xml);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
};

function add(suites: Map<string, Case[]>, file: string, testCase: Case): void {
  const cases = suites.get(file);
  if (cases === undefined) suites.set(file, [testCase]);
  else cases.push(testCase);
}

function countCases(cases: readonly Case[]) {
  const countOf = (outcome: Case['outcome']) =>
    cases.filter((testCase) => testCase.outcome === outcome).length;
  return { tests: cases.length, failures: countOf('failed'), errors: countOf('error') };
}

function toCase(
  object: ReportedObject,
  findings: readonly ReportedFinding[],
  { failOn }: ReportOptions,
): Case {
  const failing = findings.filter(({ severity }) => isAtLeast(severity, failOn));
  const others = findings.filter(({ severity }) => !isAtLeast(severity, failOn));
  const [first] = failing;
  const children = [
    ...(first === undefined
      ? []
      : [
          textElement(
            'failure',
            { type: first.rule, message: findingText(first) },
            failing.map(describe).join('\n'),
          ),
        ]),
    ...(others.length === 0 ? [] : [textElement('system-out', {}, others.map(describe).join('\n'))]),
  ];
  const xml = element('testcase', { classname: object.kind, name: object.name || '(no name)' }, children);
  return { outcome: first === undefined ? 'passed' : 'failed', xml };
}

function toErrorCase({ file, line, column, message, fix }: ReportedProblem): Case {
  const where = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const error = textElement('error', { type: 'unreadable', message }, `${where}: ${message}. ${fix}`);
  return { outcome: 'error', xml: element('testcase', { classname: 'input', name: where }, [error]) };
}

function describe(finding: ReportedFinding): string {
  const { position, severity, rule } = finding;
  const { file, line, column } = position;
  return `${file}:${line}:${column}: ${severity}: ${findingText(finding)} (${rule})`;
}
