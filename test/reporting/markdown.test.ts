import { describe, expect, it } from '@jest/globals';
import { markdown } from '../../src/reporting/formats/markdown.ts';
import { plainOptions, someFinding, someReport, unreadable } from './some-report.ts';

describe('markdown', () => {
  it('has a row for each finding under its file', () => {
    expect(markdown(someReport({ findings: [someFinding('warn')] }), plainOptions)).toBe(
      [
        '## mirrorguard: 1 warn',
        '',
        '### idms.yaml',
        '',
        '| line | | object | finding | rule |',
        '| ---: | --- | --- | --- | --- |',
        '| 7:13 | warn | ImageDigestMirrorSet team | spec.imageDigestMirrors\\[0\\].source: begins with a scheme | no-scheme |',
        '',
      ].join('\n'),
    );
  });

  it('shows markup, mentions and bars of a manifest as text', () => {
    const text = markdown(
      someReport({ findings: [someFinding('deny', { path: '', message: '<img> | @team [x](y) `z`\nend' })] }),
      plainOptions,
    );
    expect(text).toContain('\\<img\\> \\| @\u200bteam \\[x\\](y) \\`z\\`\ufffdend |');
  });

  it('reports an empty result and unreadable inputs', () => {
    expect(markdown(someReport(), plainOptions)).toBe('## mirrorguard: no findings in 1 mirror set\n');
    expect(markdown(someReport({ problems: [unreadable] }), plainOptions)).toContain(
      '### Could not be read\n\n- broken.yaml:3: is not valid YAML: x. Correct the syntax.\n',
    );
  });
});
