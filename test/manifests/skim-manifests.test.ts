import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { locate } from '../../src/manifests/locate.ts';
import { type ParsedFile, parseManifests, skimManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';
import { propertyRuns } from '../support/property-runs.ts';

/** The result of parsing, including positions, which a skimmed manifest computes lazily. */
function normalize({ manifests, problems }: ParsedFile) {
  const positioned = manifests.map((manifest) => {
    const { object, within, apiVersion, kind, name } = manifest;
    return {
      object,
      within,
      apiVersion,
      kind,
      name,
      position: locate(manifest, ['spec', 'imageDigestMirrors', 0, 'source']),
    };
  });
  return { positioned, problems };
}

function expectSame(text: string): void {
  expect(normalize(skimManifests(toSourceFile('f', text)))).toEqual(
    normalize(parseManifests(toSourceFile('f', text))),
  );
}

const object = (name: string, source = 'quay.io/x') =>
  `apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata:\n  name: ${name}\nspec:\n  imageDigestMirrors:\n  - source: ${source}\n`;
const element = (text: string) => text.replace(/^/gm, '  ').replace(/^ {2}/, '- ').replace(/ +$/, '');
const list = (...elements: string[]) =>
  `apiVersion: v1\nitems:\n${elements.map(element).join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;

describe('skimManifests', () => {
  it.each([
    ['a list as oc writes it', list(object('a'), object('b'))],
    ['one behind a document mark', `---\n${list(object('a'), object('b'))}`],
    ['one with comments and empty lines', list(object('a'), '\n', object('b')).replace('- ', '# first\n- ')],
    ['anchors that elements share', list(object('a', '&s quay.io/x'), object('b', '*s'))],
    [
      'an anchor of the head in an element',
      list(object('a', '*s')).replace('apiVersion: v1', 'apiVersion: &s v1'),
    ],
    ['a list in a list', list(list(object('a')).trimEnd())],
    ['items twice', `${list(object('a'))}${list(object('b'))}`],
    ['an element that is not YAML', list(object('a'), object('b', '['))],
    ['an element with a key twice', list(object('a'), `${object('b')}kind: X\n`)],
    [
      'block text that looks like elements',
      list(`${object('a')}data:\n  text: |\n    - x\n    - y\n`, object('b')),
    ],
    ['block text that keeps the line breaks behind it', list(`${object('a')}data: |+\n  x\n\n`, object('b'))],
    ['a list without a line break at its end', 'items:\n- kind: A\n- data: |\n    x'],
    ['quoted text over lines', 'text: "a\n\n items:\n - b"\nitems:\n- kind: A\n'],
    ['quoted text that begins a line with a dash', 'items:\n- kind: "A\n- B"\n'],
    ['a list behind other keys, and documents after it', `${list(object('a'))}---\n${object('b')}`],
    ['Windows line ends', list(object('a'), object('b')).replaceAll('\n', '\r\n')],
    ['elements that are no objects', 'kind: List\nitems:\n- 1\n- null\n-\n- - kind: A\n'],
    ['documents, empty ones too', `---\n---\n${object('a')}...\n---\n# nothing\n---\n${object('b')}`],
    ['a broken document among whole ones', `${object('a')}---\na: [\n---\n${object('b')}`],
    ['nothing', ''],
    [
      'JSON',
      '{"kind": "List", "items": [{"kind": "A", "metadata": {"name": "a\\"\\\\"}}, {"kind": "B", "x\\\\": "\\\\:"}]}',
    ],
    ['JSON with a key twice', '{"kind": "A", "metadata": {"name": "a", "name": "b"}}'],
    [
      'JSON with the same key in two objects, and in a value',
      '{"kind": "A", "a": {"kind": "kind"}, "b": {"kind": ":"}}',
    ],
    ['two texts of JSON', '{"kind": "A"}\n{"kind": "B"}'],
    ['JSON with a comment', '{ // x\n"kind": "A"}'],
    ['flow style that is no JSON', '{kind: A, metadata: {name: a}}'],
    ['deep nesting', `{"kind":"A","a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['a key named __proto__', '{"kind": "A", "__proto__": {"kind": "B"}}'],
  ])('reports for %s the same as the parser with positions', (_, text) => expectSame(text));

  it('leaves very deep nesting to the parser that reports it', () => {
    for (const closed of ['', `${']'.repeat(50_000)}}`]) {
      const { problems } = skimManifests(toSourceFile('f', `{"kind":"A","a":${'['.repeat(50_000)}${closed}`));
      expect(problems).toMatchObject([{ message: 'is nested too deeply to be read' }]);
    }
  });

  it('reports the same for any list of objects in any notation, also if a character is missing', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab:#-"\'\n {}[]&*!|>%\\,é'), maxLength: 12 });
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(text, tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    const item = fc.record({
      kind: fc.constantFrom('A', 'B'),
      metadata: fc.record({ name: text }),
      spec: value,
    });
    const style = fc.record({
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20, 80),
      cut: fc.option(fc.nat(), { nil: undefined }),
      asJson: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), style, (items, { cut, asJson, ...options }) => {
        const document = { apiVersion: 'v1', kind: 'List', items, metadata: {} };
        const whole = asJson ? JSON.stringify(document, null, 2) : stringify(document, options);
        const at = cut === undefined ? whole.length : cut % whole.length;
        expectSame(whole.slice(0, at) + whole.slice(at + 1));
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
