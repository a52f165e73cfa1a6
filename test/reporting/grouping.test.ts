import { describe, expect, it } from '@jest/globals';
import { github } from '../../src/reporting/formats/github.ts';
import { markdown } from '../../src/reporting/formats/markdown.ts';
import { json } from '../../src/reporting/json.ts';
import { pretty } from '../../src/reporting/pretty.ts';
import { rolloutRules } from '../../src/reporting/rollout-line.ts';
import { rules } from '../../src/rules/index.ts';
import { plainOptions, positionOf, someFinding, someReport, team } from './some-report.ts';

const other = { ...team, name: 'other' };
const sources = Array.from({ length: 40 }, (_, index) => `quay.io/${index}`);
const repeated = sources.map((source, index) =>
  someFinding('warn', {
    message: `"${source}" is broad`,
    about: source,
    path: `spec.imageDigestMirrors[${index}].source`,
    position: positionOf(`  - source: ${source}`, source, 7 + index),
  }),
);
const drain = someFinding('warn', {
  rule: 'rollout-drain',
  isListedFirst: true,
  path: '',
  message: 'this change drains every node',
});

describe('groups of findings', () => {
  it('are one block in pretty that names two more sources and counts the others', () => {
    expect(pretty(someReport({ findings: repeated }), plainOptions)).toBe(
      [
        'idms.yaml',
        '  7:13  warn  "quay.io/0" is broad; also reported for "quay.io/1", "quay.io/2" and 37 more  no-scheme',
        '     7 |   - source: quay.io/0',
        '       |             ^^^^^^^^^ spec.imageDigestMirrors[0].source',
        '',
        '1 mirror set in 1 file: 40 warn',
        '`mirrorguard explain no-scheme` explains the rule',
        '',
      ].join('\n'),
    );
  });

  it('name all sources of three findings', () => {
    expect(pretty(someReport({ findings: repeated.slice(0, 3) }), plainOptions)).toContain(
      '"quay.io/0" is broad; also reported for "quay.io/1" and "quay.io/2"  no-scheme\n',
    );
  });

  it('name paths if all findings are about one source', () => {
    const findings = repeated.slice(0, 4).map((finding) => ({ ...finding, about: 'quay.io' }));
    expect(pretty(someReport({ findings }), plainOptions)).toContain(
      'also reported for spec.imageDigestMirrors[1].source, spec.imageDigestMirrors[2].source and 1 more',
    );
  });

  it('are separate for each object, rule and severity', () => {
    const [first, second] = repeated as [(typeof repeated)[0], (typeof repeated)[0]];
    const findings = [
      first,
      { ...second, object: other },
      { ...second, rule: 'no-placeholder' },
      { ...second, severity: 'deny' as const },
    ];
    expect(pretty(someReport({ findings }), plainOptions)).not.toContain('also reported');
    expect(markdown(someReport({ findings }), plainOptions).match(/^\| \d/gm)).toHaveLength(4);
  });

  it('list each finding in verbose output', () => {
    const text = pretty(someReport({ findings: repeated }), { ...plainOptions, verbose: true });
    expect(text.match(/ {2}warn {2}/g)).toHaveLength(40);
  });

  it('are one row in markdown, one command in github, and complete in JSON', () => {
    const report = someReport({ findings: repeated });
    expect(markdown(report, plainOptions)).toContain(
      'also reported for "quay.io/1", "quay.io/2" and 37 more',
    );
    expect(markdown(report, plainOptions).match(/^\| 7:13 /gm)).toHaveLength(1);
    expect(github(report, plainOptions).match(/^::warning /gm)).toHaveLength(1);
    expect(JSON.parse(json(report, plainOptions)).findings.map(({ path }: { path: string }) => path)).toEqual(
      repeated.map(({ path }) => path),
    );
  });

  it('refer to up to three related fields and count the others', () => {
    const findings = repeated.slice(0, 5).map((finding, index) => ({
      ...finding,
      related: [{ kind: 'ImageTagMirrorSet', name: `t${index}`, path: 'spec' }],
    }));
    const text = pretty(someReport({ findings }), plainOptions);
    expect(text.match(/ {7}= .*/g)).toEqual([
      '       = see ImageTagMirrorSet t0, spec',
      '       = see ImageTagMirrorSet t1, spec',
      '       = see ImageTagMirrorSet t2, spec',
      '       = and 2 more fields',
    ]);
  });
});

describe('the order of findings', () => {
  const advice = someFinding('warn', { rule: 'no-advice', position: positionOf('a', 'a', 1) });
  const outage = someFinding('warn', {
    rule: 'no-outage',
    isListedFirst: true,
    position: positionOf('a', 'a', 2),
  });
  const denial = someFinding('deny', { rule: 'no-denial', position: positionOf('a', 'a', 3) });
  const report = someReport({ findings: [advice, outage, denial] });

  it.each([
    ['pretty', pretty],
    ['markdown', markdown],
  ])('is denials, outages, advice in %s', (_, formatter) => {
    const text = formatter(report, plainOptions);
    const positions = ['no-denial', 'no-outage', 'no-advice'].map((rule) => text.indexOf(rule));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  it('decides which rule the last line of pretty explains', () => {
    expect(pretty(report, plainOptions)).toContain('`mirrorguard explain no-denial` explains the rule\n');
    expect(pretty(someReport({ findings: [advice, outage] }), plainOptions)).toContain(
      '`mirrorguard explain no-outage` explains the rule\n',
    );
  });
});

describe('the rollout line', () => {
  it('reports a drain once, outside of the files', () => {
    expect(pretty(someReport({ findings: [drain] }), plainOptions)).toBe(
      'rollout: this change drains every node (rollout-drain)\n' +
        '1 mirror set in 1 file: 1 warn\n' +
        '`mirrorguard explain rollout-drain` explains the rule\n',
    );
    expect(markdown(someReport({ findings: [drain] }), plainOptions)).toBe(
      '## mirrorguard: 1 warn\n\nrollout: this change drains every node (rollout-drain)\n',
    );
  });

  it('reports a reload without verbose output, and names every rule', () => {
    const reload = { ...drain, rule: 'rollout-reload', severity: 'audit' as const, message: 'CRI-O reloads' };
    const paused = { ...drain, rule: 'rollout-paused-pool', message: 'a pool is paused' };
    expect(pretty(someReport({ findings: [paused, reload] }), plainOptions)).toContain(
      'rollout: a pool is paused; CRI-O reloads (rollout-paused-pool, rollout-reload)\n' +
        '1 mirror set in 1 file: 1 warn\n',
    );
  });

  it('leaves a denial at its object', () => {
    const text = pretty(someReport({ findings: [{ ...drain, severity: 'deny' }] }), plainOptions);
    expect(text).toContain('  7:13  deny  this change drains every node  rollout-drain\n');
    expect(text).not.toContain('rollout:');
  });

  it('reports rules that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect([...rolloutRules].filter((id) => !ids.has(id))).toEqual([]);
  });
});
