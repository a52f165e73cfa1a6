import { describe, expect, it } from '@jest/globals';
import { junit } from '../../src/reporting/formats/junit.ts';
import { plainOptions, positionOf, someFinding, someReport, team, unreadable } from './some-report.ts';
import { parseXml } from './xml-tree.ts';

/** The elements and attributes that CI servers support (the schema of Jenkins' xUnit plugin). */
const allowed: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>
> = {
  testsuites: {
    attributes: ['name', 'tests', 'failures', 'errors', 'time', 'disabled'],
    children: ['testsuite'],
  },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp', 'hostname'],
    children: ['testcase'],
  },
  testcase: {
    attributes: ['name', 'classname', 'time'],
    children: ['failure', 'error', 'skipped', 'system-out', 'system-err'],
  },
  failure: { attributes: ['type', 'message'], children: [] },
  error: { attributes: ['type', 'message'], children: [] },
  'system-out': { attributes: [], children: [] },
};

const other = { ...team, name: 'other', position: positionOf('kind: x', 'kind', 1, 'other.yaml') };
const report = someReport({
  objects: [team, other],
  findings: [
    someFinding('deny'),
    someFinding('deny', { rule: 'no-trailing-slash' }),
    someFinding('warn', { object: other }),
  ],
  problems: [unreadable],
});

describe('junit', () => {
  it('uses only elements and attributes that CI servers know', () => {
    const visit = (element: ReturnType<typeof parseXml>) => {
      const shape = allowed[element.name];
      expect(shape).toBeDefined();
      for (const attribute of Object.keys(element.attributes)) expect(shape?.attributes).toContain(attribute);
      for (const child of element.children) {
        expect(shape?.children).toContain(child.name);
        visit(child);
      }
    };
    visit(parseXml(junit(report, plainOptions)));
  });

  it('counts cases, failures and errors, for each file and in all', () => {
    const { attributes, children } = parseXml(junit(report, plainOptions));
    expect(attributes).toEqual({ name: 'mirrorguard', tests: '3', failures: '1', errors: '1' });
    expect(children.map(({ attributes: suite }) => suite)).toEqual([
      { name: 'idms.yaml', tests: '1', failures: '1', errors: '0' },
      { name: 'other.yaml', tests: '1', failures: '0', errors: '0' },
      { name: 'broken.yaml', tests: '1', failures: '0', errors: '1' },
    ]);
  });

  it('combines the failing findings of an object into one failure, and lists the others in its output', () => {
    const cases = parseXml(junit(report, plainOptions)).children.flatMap(({ children }) => children);
    expect(cases[0]?.children).toMatchObject([{ name: 'failure' }]);
    expect(cases[0]?.children[0]?.text).toMatch(/\(no-scheme\)\n.*\(no-trailing-slash\)/);
    expect(cases[1]?.children).toMatchObject([{ name: 'system-out' }]);
  });

  it('fails a case starting with the threshold', () => {
    const { attributes } = parseXml(junit(report, { ...plainOptions, failOn: 'warn' }));
    expect(attributes.failures).toBe('2');
  });

  it('accepts any text', () => {
    const message = '<>&"\' \u0000\u001b ]]> \ud800 \uffff';
    const xml = junit(someReport({ findings: [someFinding('deny', { path: '', message })] }), plainOptions);
    const failure = parseXml(xml).children[0]?.children[0]?.children[0];
    expect(failure?.attributes.message).toBe('<>&"\' \ufffd\ufffd ]]> \ufffd \ufffd');
  });
});
