import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { docsUrlOf } from '../../src/reporting/docs-url.ts';
import { sarif } from '../../src/reporting/sarif.ts';
import { plainOptions, positionOf, someFinding, someReport, unreadable } from './some-report.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif-subset.schema.json'), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly informationUri: string;
        readonly rules: readonly { readonly id: string; readonly helpUri: string }[];
      };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly unknown[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex?: number;
      readonly level: string;
      readonly suppressions?: readonly object[];
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

function toLog(fields: Parameters<typeof someReport>[0]): Log['runs'][number] {
  const log = JSON.parse(sarif(someReport(fields), plainOptions)) as Log;
  validate(log);
  expect(validate.errors).toBeNull();
  const [run] = log.runs;
  if (run === undefined) throw new Error('the log has no run');
  return run;
}

describe('sarif', () => {
  it('is valid with findings, relations and problems of every form', () => {
    const inInput = {
      kind: 'ImageDigestMirrorSet',
      name: 'b',
      path: 'spec',
      position: positionOf('spec:', 'spec'),
    };
    const { line: _line, column: _column, ...whole } = unreadable;
    const run = toLog({
      findings: [
        someFinding('deny', { related: [inInput, { kind: 'ImageTagMirrorSet', name: 'c', path: '' }] }),
        someFinding('audit'),
      ],
      problems: [unreadable, whole],
    });
    expect(run.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{}, {}] },
    ]);
  });

  it('marks a finding that the input ignores as suppressed, with its reason', () => {
    const ignored = { ...someFinding('warn', { path: 'spec' }), reason: 'OPS-7: the mirror is temporary' };
    const { results } = toLog({ findings: [someFinding('deny')], ignored: [ignored] });
    expect(results.map(({ level, suppressions }) => ({ level, suppressions }))).toEqual([
      { level: 'error' },
      {
        level: 'warning',
        suppressions: [
          { kind: 'inSource', status: 'accepted', justification: 'OPS-7: the mirror is temporary' },
        ],
      },
    ]);
  });

  it('is valid without any finding', () => {
    expect(toLog({}).results).toEqual([]);
  });

  it('describes every rule that ran, and each result refers to its rule', () => {
    const { tool, results } = toLog({
      findings: [someFinding('deny'), someFinding('warn', { rule: 'removed-since' })],
    });
    const [known, unknown] = results;
    expect(tool.driver.rules[known?.ruleIndex ?? -1]?.id).toBe('no-scheme');
    expect(unknown).not.toHaveProperty('ruleIndex');
  });

  it('links each rule to its page in the documentation', () => {
    const { driver } = toLog({}).tool;
    expect(driver.informationUri).toBe('https://docs.example.com/mirrorguard/');
    expect(driver.rules.length).toBeGreaterThan(80);
    for (const { id, helpUri } of driver.rules) {
      expect(helpUri).toBe(`https://docs.example.com/mirrorguard/rules/${id}.html`);
      expect(existsSync(join(import.meta.dirname, '..', '..', 'docs', 'rules', `${id}.md`))).toBe(true);
    }
  });

  it.each([
    [{}, 'https://mirrorguard.github.io/mirrorguard'],
    [{ MIRRORGUARD_DOCS_URL: '' }, 'https://mirrorguard.github.io/mirrorguard'],
    [{ MIRRORGUARD_DOCS_URL: 'https://docs.example.com/m/' }, 'https://docs.example.com/m'],
  ])('uses the base URL of the environment %j', (environment, url) => {
    expect(docsUrlOf(environment)).toBe(url);
  });

  it('keeps relative paths relative and escapes what a URI cannot hold', () => {
    const uriOf = (file: string) =>
      toLog({ findings: [someFinding('deny', { position: positionOf('x', 'x', 1, file) })] }).results[0]
        ?.locations[0]?.physicalLocation.artifactLocation.uri;
    expect(uriOf('clusters/a b/#1.yaml')).toBe('clusters/a%20b/%231.yaml');
    expect(uriOf('/tmp/x.yaml')).toBe('file:///tmp/x.yaml');
  });

  it('has the same fingerprint for a finding whose lines moved', () => {
    const fingerprintOn = (line: number) =>
      toLog({ findings: [someFinding('deny', { position: positionOf('x', 'x', line) })] }).results[0]
        ?.partialFingerprints;
    expect(fingerprintOn(1)).toEqual(fingerprintOn(100));
  });
});
