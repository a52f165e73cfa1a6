import { describe, expect, it } from '@jest/globals';
import { pretty } from '../../src/reporting/pretty.ts';
import { plainOptions, positionOf, someFinding, someReport, team, unreadable } from './some-report.ts';

describe('pretty', () => {
  it('marks the value with carets and prints the path next to them', () => {
    expect(pretty(someReport({ findings: [someFinding('deny')] }), plainOptions)).toBe(
      [
        'idms.yaml',
        '  7:13  deny  begins with a scheme  no-scheme',
        '     7 |   - source: https://quay.io/team',
        '       |             ^^^^^^^^^^^^^^^^^^^^ spec.imageDigestMirrors[0].source',
        '',
        '1 mirror set in 1 file: 1 deny',
        '`mirrorguard explain no-scheme` explains the rule',
        '',
      ].join('\n'),
    );
  });

  it('shows only the part of a very long line around the value, with aligned carets', () => {
    const line = `{${' '.repeat(300)}"source": "bad"${' '.repeat(300)}}`;
    const [, , source, carets] = pretty(
      someReport({ findings: [someFinding('deny', { position: positionOf(line, '"bad"') })] }),
      plainOptions,
    ).split('\n');
    expect(source?.length).toBeLessThan(140);
    expect(source?.indexOf('"bad"')).toBe(carets?.indexOf('^^^^^'));
  });

  it('counts audit findings, and shows them on request or if they determine the exit status', () => {
    const report = someReport({ findings: [someFinding('audit')] });
    expect(pretty(report, plainOptions)).toBe('1 mirror set in 1 file: 1 audit (--verbose shows it)\n');
    expect(pretty(report, { ...plainOptions, verbose: true })).toContain('audit  begins with a scheme');
    expect(pretty(report, { ...plainOptions, failOn: 'audit' })).toContain('audit  begins with a scheme');
  });

  it('names the other object of a finding, with its position if it is in the input', () => {
    const here = {
      kind: 'ImageDigestMirrorSet',
      name: 'b',
      path: 'spec',
      position: positionOf('spec:', 'spec', 9, 'b.yaml'),
    };
    const stored = { kind: 'ImageTagMirrorSet', name: 'c', path: '' };
    const text = pretty(
      someReport({ findings: [someFinding('warn', { related: [here, stored] })] }),
      plainOptions,
    );
    expect(text).toContain('= see ImageDigestMirrorSet b, spec (b.yaml:9:1)\n');
    expect(text).toContain('= see ImageTagMirrorSet c\n');
  });

  it('reports unreadable inputs and how to fix them', () => {
    expect(pretty(someReport({ problems: [unreadable], objects: [] }), plainOptions)).toBe(
      'broken.yaml:3:1  error  is not valid YAML: x\n  Correct the syntax.\n\n0 mirror sets in 1 file: 1 input could not be read\n',
    );
  });

  it('lists rules that were skipped for missing facts in verbose mode', () => {
    const report = someReport({
      unknownFacts: [{ fact: 'imageConfig', reason: 'is not known', rules: ['a', 'b'] }],
    });
    expect(pretty(report, { ...plainOptions, verbose: true })).toContain(
      'not checked, because imageConfig is not known: a, b\n',
    );
    expect(pretty(report, plainOptions)).toBe(
      '1 mirror set in 1 file: no findings\n' +
        '2 rules not checked, because imageConfig is not known (see --verbose)\n',
    );
    const reason = 'is not known: there is no file';
    const together = [
      { fact: 'platform' as const, reason, rules: ['c', 'a'] },
      { fact: 'imageConfig' as const, reason, rules: ['b', 'c'] },
    ];
    expect(pretty(someReport({ unknownFacts: together }), { ...plainOptions, verbose: true })).toContain(
      'not checked, because there is no file: a, b, c\n',
    );
  });

  it('distinguishes a clean input from an empty one', () => {
    expect(pretty(someReport(), plainOptions)).toBe('1 mirror set in 1 file: no findings\n');
    expect(pretty(someReport({ objects: [] }), plainOptions)).toBe(
      '0 mirror sets in 1 file: nothing to check\n',
    );
  });

  it('prints no control character of a manifest', () => {
    const position = positionOf('  - source: \u001b[2Jx', 'x');
    const object = { ...team, name: '\u0007' };
    const finding = someFinding('deny', { position, object, message: 'has \u001b[31m in it' });
    expect(pretty(someReport({ findings: [finding] }), plainOptions)).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('uses colors by severity only if colors are enabled', () => {
    const report = someReport({ findings: [someFinding('deny')] });
    expect(pretty(report, { ...plainOptions, color: true })).toContain('\u001b[31mdeny\u001b[39m');
    expect(pretty(report, plainOptions)).not.toContain('\u001b');
  });
});
