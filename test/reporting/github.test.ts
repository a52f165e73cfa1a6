import { describe, expect, it } from '@jest/globals';
import { github } from '../../src/reporting/formats/github.ts';
import { plainOptions, positionOf, someFinding, someReport, unreadable } from './some-report.ts';

describe('github', () => {
  it('writes one command per finding, by severity', () => {
    const findings = [someFinding('deny'), someFinding('warn'), someFinding('audit')];
    expect(github(someReport({ findings }), plainOptions).match(/^::\w+/gm)).toEqual([
      '::error',
      '::warning',
      '::notice',
    ]);
  });

  it('escapes messages and file names', () => {
    const position = positionOf('x', 'x', 1, 'a,b:c%.yaml');
    const text = github(
      someReport({ findings: [someFinding('deny', { position, message: 'one\n::error::two 100%' })] }),
      plainOptions,
    );
    expect(text).toBe(
      '::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=2,title=mirrorguard no-scheme::' +
        'spec.imageDigestMirrors[0].source: one%0A::error::two 100%25\n',
    );
  });

  it('reports an unreadable input as an error, with its position if it is known', () => {
    const { line: _line, column: _column, ...whole } = unreadable;
    expect(github(someReport({ problems: [unreadable, whole] }), plainOptions)).toBe(
      '::error file=broken.yaml,line=3,col=1,title=mirrorguard cannot read this input::is not valid YAML: x. Correct the syntax.\n' +
        '::error file=broken.yaml,title=mirrorguard cannot read this input::is not valid YAML: x. Correct the syntax.\n',
    );
  });

  it('is empty for a clean input', () => {
    expect(github(someReport(), plainOptions)).toBe('');
  });
});
