import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { locate } from '../../src/manifests/locate.ts';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';
import type { FieldPath } from '../../src/model/text/field-path.ts';

/** The position and the text that `locate` returns for a path. */
function marked(text: string, path: FieldPath, index = 0): string {
  const manifest = parseManifests(toSourceFile('f.yaml', text)).manifests[index];
  if (manifest === undefined) throw new Error('the text holds no such object');
  const { line, column, endColumn, sourceLine } = locate(manifest, path);
  return `${line}:${column} ${sourceLine.slice(column - 1, endColumn - 1)}`;
}

const idms =
  'kind: K\nspec:\n  entries:\n    - source: "a.io/x"  # here\n      mirrors: [m.io/x, \'n.io/x\']\n';

describe('locate', () => {
  it('marks a scalar, with its quotes and without its comment', () => {
    expect(marked(idms, ['spec', 'entries', 0, 'source'])).toBe('4:15 "a.io/x"');
    expect(marked(idms, ['spec', 'entries', 0, 'mirrors', 1])).toBe("5:25 'n.io/x'");
  });

  it('marks a mapping or list by its key, and an element that is one by its first line', () => {
    expect(marked(idms, ['spec'])).toBe('2:1 spec');
    expect(marked(idms, ['spec', 'entries', 0, 'mirrors'])).toBe('5:7 mirrors');
    expect(marked(idms, ['spec', 'entries', 0])).toBe('4:7 source: "a.io/x"  # here');
  });

  it('marks the object as a whole by its first line', () => {
    expect(marked(`# first\n---\n${idms}`, [])).toBe('3:1 kind: K');
  });

  it('marks a field that is missing at the nearest parent that exists', () => {
    expect(marked(idms, ['spec', 'entries', 0, 'policy'])).toBe('4:7 source: "a.io/x"  # here');
    expect(marked(idms, ['spec', 'other', 3, 'deep'])).toBe('2:1 spec');
    expect(marked(idms, ['metadata', 'name'])).toBe('1:1 kind: K');
  });

  it('marks a null by its key', () => {
    expect(marked('kind: K\nspec:\n', ['spec'])).toBe('2:1 spec');
  });

  it('marks the first line of a value of many lines', () => {
    expect(marked('kind: K\nspec: |  \n  one\n  two\n', ['spec'])).toBe('2:7 |');
    expect(marked('kind: K\nspec: "one\n  two"\n', ['spec'])).toBe('2:7 "one');
  });

  it('returns the position of the value behind aliases and merged mappings', () => {
    const text =
      'base: &b {source: a.io/x}\nkind: K\nmirror: &m m.io/x\nspec: {<<: *b, mirrors: [*m]}\nnext: *b\n';
    expect(marked(text, ['spec', 'source'])).toBe('1:19 a.io/x');
    expect(marked(text, ['spec', 'mirrors', 0])).toBe('4:26 *m');
    expect(marked(text, ['next', 'source'])).toBe('1:19 a.io/x');
  });

  it('counts lines of the file for objects in Lists and later documents, with any line ends', () => {
    const text = `kind: A\n---\nkind: List\nitems:\n- kind: B\n  spec: x\n- kind: C\n  spec: y\n`;
    expect(marked(text, ['spec'], 2)).toBe('8:9 y');
    expect(marked(text.replaceAll('\n', '\r\n'), ['spec'], 2)).toBe('8:9 y');
  });

  it('finds the position of every scalar of any object', () => {
    const leaf = fc.stringMatching(/^[a-z]{3,8}$/);
    const anyObject = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,4}$/),
      fc.oneof(leaf, fc.array(leaf), fc.dictionary(leaf, leaf)),
    );
    fc.assert(
      fc.property(anyObject, (spec) => {
        const text = stringify({ kind: 'K', spec });
        for (const [path, value] of leaves(spec))
          expect(marked(text, ['spec', ...path])).toMatch(new RegExp(` "?${value}"?$`));
      }),
      { numRuns: 30 },
    );
  });
});

function leaves(value: unknown, path: FieldPath = []): readonly (readonly [FieldPath, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((element, index) => leaves(element, [...path, index]));
  return Object.entries(value as object).flatMap(([key, field]) => leaves(field, [...path, key]));
}
