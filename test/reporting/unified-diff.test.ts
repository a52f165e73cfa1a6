import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { paletteFor } from '../../src/reporting/color.ts';
import { unifiedDiff } from '../../src/reporting/unified-diff.ts';

const diff = (before: string, after: string) =>
  unifiedDiff({ name: 'a/f', text: before }, { name: 'b/f', text: after }, paletteFor({ color: false }));

const anyText = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 40 }), fc.boolean())
  .map(([lines, ends]) => lines.join('\n') + (ends && lines.length > 0 ? '\n' : ''));

describe('unifiedDiff', () => {
  it('is empty for equal texts', () => {
    expect(diff('a\n', 'a\n')).toBe('');
  });

  it('shows three lines around a change', () => {
    expect(diff('1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nx\n6\n7\n8\n9\n')).toBe(
      '--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n',
    );
  });

  it('combines nearby changes into one hunk', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `${index}\n`);
    const changed = (...indexes: readonly number[]) =>
      lines.map((line, index) => (indexes.includes(index) ? `x${line}` : line)).join('');
    expect(diff(lines.join(''), changed(5, 11)).match(/@@ /g)).toHaveLength(1);
    expect(diff(lines.join(''), changed(5, 20)).match(/@@ /g)).toHaveLength(2);
  });

  it('marks a missing line break at the end of the file', () => {
    expect(diff('a', 'a\n')).toBe(
      '--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n',
    );
  });

  it('replaces the whole text if more than 2,000 lines differ', () => {
    const text = (letter: string, end: string) =>
      `${Array.from({ length: 3000 }, (_, index) => letter + index).join('\n')}${end}`;
    const lines = diff(`${text('a', '\n')}same\n`, `${text('b', '\n')}same`).split('\n');
    expect(lines).toEqual([
      '--- a/f',
      '+++ b/f',
      '@@ -1,3001 +1,3001 @@',
      ...text('-a', '\n-same').split('\n'),
      ...text('+b', '\n+same').split('\n'),
      '\\ No newline at end of file',
      '',
    ]);
  });

  it('shows a file of more than 2,000 lines that is added', () => {
    const text = 'x\n'.repeat(3000);
    expect(diff('', text)).toBe(`--- a/f\n+++ b/f\n@@ -0,0 +1,3000 @@\n${text.replaceAll('x', '+x')}`);
  });

  it('is accepted by git apply, which produces the new text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-diff-'));
    const file = join(folder, 'f');
    try {
      fc.assert(
        fc.property(anyText, anyText, (before, after) => {
          if (before === after) return;
          writeFileSync(file, before);
          execFileSync('git', ['apply', '--unidiff-zero', '--allow-empty', '-'], {
            cwd: folder,
            input: diff(before, after),
            stdio: 'pipe',
          });
          expect(readFileSync(file, 'utf8')).toBe(after);
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
