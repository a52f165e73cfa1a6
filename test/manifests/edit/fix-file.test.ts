import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findComments } from '../../../src/manifests/edit/comments.ts';
import { type FixedFile, fixFile } from '../../../src/manifests/edit/fix-file.ts';
import { parseManifests } from '../../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../../src/manifests/source-file.ts';
import { defaultMutations } from '../../../src/rules/mutations/index.ts';
import { manifestText } from './manifest-text.ts';

function fix(text: string): FixedFile {
  const file = toSourceFile('m.yaml', text);
  const { manifests, problems } = parseManifests(file);
  expect(problems).toEqual([]);
  return fixFile(file, manifests, defaultMutations);
}

const head = 'apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata: {name: a}\n';
const entries = (text: string) => `${head}spec:\n  imageDigestMirrors:\n${text}`;

describe('fixFile', () => {
  it('keeps the quotes of a value', () => {
    expect(fix(entries(`  - source: 'a.io/x/'\n  - source: "b.io/x/"\n  - source: c.io/x/\n`)).text).toBe(
      entries(`  - source: 'a.io/x'\n  - source: "b.io/x"\n  - source: c.io/x\n`),
    );
  });

  it('writes a block scalar on one line and keeps the comment of its header', () => {
    expect(fix(entries('  - source: |  # here\n      a.io/x\n    mirrors: [m.io/x]\n')).text).toBe(
      entries('  - source: a.io/x # here\n    mirrors: [m.io/x]\n'),
    );
  });

  it.each([
    [
      'an install-config',
      'apiVersion: v1\nmetadata: {name: c}\nimageDigestSources:\n- source: a.io/x\n  mirrors: [MIRROR]\n',
    ],
    [
      'a HostedCluster',
      'kind: HostedCluster\nmetadata: {name: h}\nspec:\n  imageContentSources:\n  - source: a.io/x\n    mirrors: [MIRROR]\n',
    ],
    ['a list of sources and mirrors', '- source: a.io/x\n  mirrors: [MIRROR]\n'],
    [
      'a string with escapes',
      'kind: ClusterInstance\nspec:\n  installConfigOverrides: "{\\"imageDigestSources\\":[{\\"source\\":\\"a.io/x\\",\\"mirrors\\":[\\"MIRROR\\"]}]}"\n',
    ],
  ])('fixes the mirrors of %s', (_, text) => {
    const { text: fixed, fixes, problems } = fix(text.replace('MIRROR', 'https://m.io/x/'));
    expect(problems).toEqual([]);
    expect(fixed).toBe(text.replace('MIRROR', 'm.io/x'));
    expect(fixes.map(({ mutation }) => mutation)).toEqual(['remove-https', 'remove-trailing-slash']);
  });

  it('quotes what would be a number without quotes', () => {
    expect(fix(entries('  - source: a.io/x\n    mirrors: [https://10]\n')).text).toBe(
      entries("  - source: a.io/x\n    mirrors: ['10']\n"),
    );
  });

  it('removes one of several mirrors in flow style at any position', () => {
    expect(fix(entries('  - source: a.io/x\n    mirrors: [m.io/x, m.io/x, n.io/x, m.io/x]\n')).text).toBe(
      entries('  - source: a.io/x\n    mirrors: [m.io/x, n.io/x]\n'),
    );
  });

  it('removes a mirror in flow style with a comment next to it, and keeps the comment', () => {
    const { text, problems } = fix(
      entries('  - source: a.io/x\n    mirrors: [m.io/x, # one\n      m.io/x, # two\n      n.io/x]\n'),
    );
    expect(problems).toEqual([]);
    expect(findComments(text).map((comment) => comment.text)).toEqual(['# one', '# two']);
  });

  it('leaves an empty mapping if its only field is removed', () => {
    const text =
      'apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata:\n  namespace: here\nspec: {}\n';
    expect(fix(text).text).toBe(text.replace('metadata:\n  namespace: here', 'metadata: {}'));
  });

  it('removes the first field of an object in a list', () => {
    const item = (fields: string) => `kind: List\nitems:\n- ${fields}`;
    const rest = 'kind: ImageDigestMirrorSet\n  metadata: {name: a}\n  spec: {}\n';
    expect(fix(item(`status: {}\n  ${rest}`)).text).toBe(item(rest));
  });

  it('removes a status of many lines and keeps the comments in it', () => {
    const text = `${head}status:\n  conditions:\n    # why\n    - type: Ready # not yet\nspec: {}\n`;
    expect(fix(text).text).toBe(`${head}# why\n# not yet\nspec: {}\n`);
  });

  it('does not add a line break at the end of a file that has none', () => {
    expect(fix(`${head}spec: {}\nstatus: {}`).text).toBe(`${head}spec: {}`);
  });

  it('fixes an anchored value at its anchor', () => {
    const text = entries(
      '  - source: a.io/x\n    mirrors: [&m m.io/x/]\n  - source: b.io/x\n    mirrors: [*m]\n',
    );
    expect(fix(text).text).toBe(text.replace('m.io/x/', 'm.io/x'));
  });

  it('does not change a file in which the removed part has an anchor that is used', () => {
    const text = entries(
      '  - source: a.io/x\n    mirrors: [m.io/x, &m m.io/x]\n  - source: b.io/x\n    mirrors: [*m]\n',
    );
    const { text: after, fixes, problems } = fix(text);
    expect(after).toBe(text);
    expect(fixes).toEqual([]);
    expect(problems).toMatchObject([{ file: 'm.yaml', line: 1, message: /not without touching the layout/ }]);
  });

  it('changes no other document of the file', () => {
    const other = '---\n# odd   spaces\nkind:   ConfigMap   \ndata: {a: "b/" }\n';
    expect(fix(`${other}---\n${entries('  - source: a.io/x/\n')}${other}`).text).toBe(
      `${other}---\n${entries('  - source: a.io/x\n')}${other}`,
    );
  });

  it('applies all fixes, retains every comment and other line, and is idempotent', () => {
    fc.assert(
      fc.property(manifestText, (before) => {
        const { text, fixes, problems } = fix(before);
        expect(problems).toEqual([]);
        expect(fix(text).fixes).toEqual([]);
        expect(sorted(findComments(text))).toEqual(sorted(findComments(before)));

        // The fixer can replace these lines of a status that are not the location of a fix.
        const repaired = new Set([
          ...fixes.map(({ position }) => position.sourceLine),
          '  x: 1 # inside',
          '    x: 1 # inside',
        ]);
        const kept = before.split(/\r?\n/).filter((line) => !repaired.has(line));
        expect(missingFrom(text.split(/\r?\n/), kept)).toBeUndefined();
        expect(text.includes('\r')).toBe(before.includes('\r'));
      }),
      { numRuns: 500 },
    );
  });
});

function sorted(comments: readonly { readonly text: string }[]): readonly string[] {
  return comments.map(({ text }) => text).sort();
}

/** The first of `wanted` that is not in `lines`, in the given order. */
function missingFrom(lines: readonly string[], wanted: readonly string[]): string | undefined {
  let at = 0;
  for (const line of wanted) {
    at = lines.indexOf(line, at) + 1;
    if (at === 0) return line;
  }
  return undefined;
}
