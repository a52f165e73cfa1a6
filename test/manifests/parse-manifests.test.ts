import { describe, expect, it } from '@jest/globals';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';

function parse(text: string) {
  const { manifests, problems } = parseManifests(toSourceFile('f.yaml', text));
  return {
    named: manifests.map(({ kind, name, within }) => `${kind} ${name} ${within.join('/')}`.trim()),
    problems: problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
    manifests,
  };
}

const config = (name: string) => `kind: ConfigMap\nmetadata: {name: ${name}}\n`;

describe('parseManifests', () => {
  it('reads every document, and skips empty ones and those that are not objects', () => {
    expect(
      parse(`---\n# nothing\n---\n${config('a')}---\n${config('b')}...\n---\njust text\n---\n- list\n`).named,
    ).toEqual(['ConfigMap a', 'ConfigMap b']);
    for (const text of ['', '---', '---\n', '\n\n', '# only a comment'])
      expect(parse(text)).toMatchObject({ named: [], problems: [] });
  });

  it('reads JSON with tabs or without indentation', () => {
    expect(parse('{\n\t"kind": "ConfigMap",\n\t"metadata": {"name": "a\\u00e9\\/"}\n}\n').named).toEqual([
      'ConfigMap aé/',
    ]);
  });

  it('reads objects inside Lists, typed lists, SyncSets and ManifestWorks, at any depth', () => {
    const list = (kind: string, path: string, inner: string) =>
      `{"kind":"${kind}",${path}[${inner}]${'}'.repeat(path.split('{').length)}`;
    const inner = '{"kind":"ConfigMap","metadata":{"name":"a"}}';
    expect(parse(list('List', '"items":', inner)).named).toEqual(['ConfigMap a items/0']);
    expect(parse(list('ImageTagMirrorSetList', '"items":', inner)).named).toEqual(['ConfigMap a items/0']);
    expect(parse(list('SyncSet', '"spec":{"resources":', inner)).named).toEqual([
      'ConfigMap a spec/resources/0',
    ]);
    expect(parse(list('ManifestWork', '"spec":{"workload":{"manifests":', inner)).named).toEqual([
      'ConfigMap a spec/workload/manifests/0',
    ]);
    expect(
      parse(list('List', '"items":', list('SelectorSyncSet', '"spec":{"resources":', inner))).named,
    ).toEqual(['ConfigMap a items/0/spec/resources/0']);
    expect(parse('kind: List\nitems: 7\n').named).toEqual(['List']);
  });

  it('reports where a second JSON text begins', () => {
    expect(parse('{"kind": "A"}\n{"kind": "B"}\n').problems).toEqual([
      '2:1 a second JSON text starts here; a file can have only one',
    ]);
    expect(parse('{"kind": "A"}\n---\n{"kind": "B"}\n').named).toEqual(['A', 'B']);
  });

  it('reads a bare list too, such as the output of jq', () => {
    expect(
      parse('[{"kind":"ConfigMap","metadata":{"name":"a"}},7,[{"kind":"ConfigMap","metadata":{"name":"b"}}]]')
        .named,
    ).toEqual(['ConfigMap a 0', 'ConfigMap b 2/0']);
  });

  it('gives elements of a typed list the kind of the list if they have none', () => {
    const [manifest] = parse(
      'apiVersion: v1\nkind: ConfigMapList\nitems: [{metadata: {name: a}}]\n',
    ).manifests;
    expect(manifest).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', within: ['items', 0] });
    expect(parse('apiVersion: v1\nkind: List\nitems: [{metadata: {name: a}}]\n').named).toEqual([
      'a items/0',
    ]);
    expect(parse('apiVersion: v1\nkind: ConfigMapList\nitems: [{kind: Secret}, 7]\n').named).toEqual([
      'Secret  items/0',
    ]);
  });

  it('rejects the comments of other languages, which YAML would read as a part of a key', () => {
    for (const comment of ['// why\n', '/* why */ ']) {
      expect(parse(`{\n  "kind": "A",\n  ${comment}"metadata": {}\n}`).problems).toEqual([
        expect.stringMatching(/^3:3 neither JSON nor YAML has comments/),
      ]);
    }
    expect(parse('{"kind": "A", "// why": 1}').problems).toEqual([]);
  });

  it('resolves aliases and merged mappings, as kubectl does', () => {
    const { manifests } = parse('base: &b {x: 1, y: 2}\nkind: K\nspec: {<<: *b, y: 3}\n');
    expect(manifests[0]?.object.spec).toEqual({ x: 1, y: 3 });
  });

  it('reports one problem of each broken document, and reads the others', () => {
    const { named, problems } = parse(`a: [\n---\n${config('a')}---\nb: {c\n  d: e: f\n`);
    expect(named).toEqual(['ConfigMap a']);
    expect(problems).toHaveLength(2);
  });

  it.each([
    ['a tab as indent', 'a:\n\tb: 1\n', /^2:\d this line is indented with a tab/],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', /^3:1 duplicate key in a mapping/],
    ['a template as a value', 'kind: K\na: {{ .Values.a }}\n', /^2:5 this is a Helm template/],
    ['a template as a line', '{{- if .Values.a }}\nkind: K\n{{- end }}\n', /^1:1 this is a Helm template/],
    [
      'a Go template',
      'kind: K\n{{- range .mirrors }}\na: {{ .b }}\n{{- end }}\n',
      /^2:1 this is a Go template/,
    ],
    ['a Jinja template', 'kind: K\na: {{ registry }}\n', /^2:5 this is a Jinja template/],
    ['a Jinja statement', '{% for m in mirrors %}\nkind: K\n{% endfor %}\n', /^1:1 this is a Jinja template/],
    ['a list as a key', '? [a]\n: b\n', /^1:3 this key is a list/],
    ['an alias without its anchor', 'a: *b\n', /^1:1 cannot be read: Unresolved alias/],
    ['an unclosed quote', 'a: "b\n', /^\d:\d is not valid YAML: /],
  ])('explains %s', (_, text, message) => {
    expect(parse(text)).toMatchObject({ named: [], problems: [expect.stringMatching(message)] });
  });

  it('does not report braces inside a string as a template', () => {
    expect(parse('a: "{{ x }}"\nb: [\n').problems).toEqual([expect.stringMatching(/is not valid YAML/)]);
  });

  it('does not expand excessive aliases', () => {
    const levels = Array.from(
      { length: 9 },
      (_, index) => `l${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(',')}]\n`,
    );
    expect(parse(`l0: &l0 [x]\n${levels.join('')}`).problems).toEqual([
      expect.stringMatching(/Excessive alias count/),
    ]);
  });

  it('does not overflow on excessive nesting', () => {
    for (const text of [`a: ${'['.repeat(20_000)}`, `a: ${'{a: '.repeat(20_000)}`]) {
      expect(parse(text).problems).toEqual([expect.stringMatching(/is nested too deeply/)]);
    }
  });
});
