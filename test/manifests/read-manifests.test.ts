import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { maxFileBytes } from '../../src/manifests/decode-text.ts';
import { parseManifests, skimManifests } from '../../src/manifests/parse-manifests.ts';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { inFolder } from '../cli/temporary-folder.ts';

const bytesOf = (text: string) => async () => new TextEncoder().encode(text);
const noStdin = bytesOf('');
const idms = 'kind: ImageDigestMirrorSet\nmetadata: {name: a}\n';

const withPlaceholder =
  'kind: ImageDigestMirrorSet\nmetadata: {name: a}\nspec: {imageDigestMirrors: [{source: quay.io/a, mirrors: ["{{ m }}/a"]}]}\n';
const generator =
  'apiVersion: policy.open-cluster-management.io/v1\nkind: PolicyGenerator\npolicies: [{manifests: [{path: set.yaml}]}]\n';

describe('readManifests', () => {
  it.each([
    ['an Ansible template', { 'set.yaml.j2': withPlaceholder }, 'set.yaml.j2'],
    [
      'a template of a Helm chart',
      { 'Chart.yaml': 'name: c\n', 'templates/sets/set.yaml': withPlaceholder },
      'templates/sets/set.yaml',
    ],
    ['a manifest of a PolicyGenerator', { 'g.yaml': generator, 'set.yaml': withPlaceholder }, ''],
  ])('knows that a tool fills in the placeholders of %s', (_, files, path) =>
    inFolder(files, async (folder) => {
      const { manifests, warnings } = await readManifests([join(folder, path)], noStdin);
      expect(manifests.find(({ name }) => name === 'a')?.unfilled).toEqual([
        ['spec', 'imageDigestMirrors', 0, 'mirrors', 0],
      ]);
      expect(warnings).toHaveLength(1);
    }),
  );

  it('knows no tool for a manifest in a folder that is no chart', () =>
    inFolder({ 'templates/set.yaml': withPlaceholder }, async (folder) => {
      const { manifests, warnings } = await readManifests([folder], noStdin);
      expect(manifests.map(({ unfilled }) => unfilled)).toEqual([undefined]);
      expect(warnings).toEqual([]);
    }));

  it('does not parse files of a folder without relevant objects', () =>
    inFolder({ 'chart/t.yaml': '{{ broken', 'a.yaml': idms }, async (folder) => {
      const { manifests, problems, fileCount } = await readManifests([folder], noStdin);
      expect(manifests.map(({ name }) => name)).toEqual(['a']);
      expect(problems).toEqual([]);
      expect(fileCount).toBe(2);
    }));

  it('ignores a file of a folder without relevant kinds, even if it is malformed', () => {
    const files = {
      'latin1.yaml': Uint8Array.of(0x61, 0xe9),
      'binary.json': Uint8Array.of(0, 1),
      'huge.yaml': new Uint8Array(maxFileBytes + 1),
    };
    return inFolder({ ...files, 'a.yaml': idms }, async (folder) => {
      expect(await readManifests([folder], noStdin)).toMatchObject({
        manifests: [{ name: 'a' }],
        problems: [],
        fileCount: 4,
      });
      expect((await readManifests([join(folder, 'latin1.yaml')], noStdin)).problems).toMatchObject([
        { message: /UTF-8/ },
      ]);
    });
  });

  it('names an unreadable file of a folder that may be relevant', () =>
    inFolder({ 'a.yaml': Buffer.from(`${idms}# caf\u00e9`, 'latin1') }, async (folder) => {
      expect((await readManifests([folder], noStdin)).problems).toMatchObject([
        { message: 'is not valid UTF-8', line: 3 },
      ]);
    }));

  it('reads objects of other relevant kinds from a folder too', () => {
    const objects = [
      'ConfigMap\nmetadata: {name: image-registry-override-drain}',
      'Secret\nmetadata: {name: pull-secret}',
    ];
    const files = Object.fromEntries(
      objects.map((object, index) => [`${index}.yaml`, `apiVersion: v1\nkind: ${object}\n`]),
    );
    return inFolder(files, async (folder) => {
      expect((await readManifests([folder], noStdin)).manifests.map(({ kind }) => kind)).toEqual([
        'ConfigMap',
        'Secret',
      ]);
    });
  });

  it('parses each named file', () =>
    inFolder({ 't.yaml': '{{ broken' }, async (folder) => {
      expect((await readManifests([join(folder, 't.yaml')], noStdin)).problems).toMatchObject([
        { message: /template/ },
      ]);
    }));

  it('reads the rest when one file cannot be read', () =>
    inFolder({ 'a.yaml': Uint8Array.of(0xff, 0xfe, 0), 'b.yaml': idms }, async (folder) => {
      const { manifests, problems } = await readManifests([folder], noStdin);
      expect(manifests).toHaveLength(1);
      expect(problems).toMatchObject([{ file: join(folder, 'a.yaml'), message: /UTF-16/ }]);
    }));

  it.each([
    ['nothing', '', 'has no document'],
    ['comments and separators', '# none\n---\n---\n', 'has no document'],
    [
      'the error of another program',
      'error: you must be logged in\nagain',
      'has no Kubernetes object; it starts with "error: you must be logged in"',
    ],
    ['a text', 'Forbidden', 'has no Kubernetes object; it starts with "Forbidden"'],
  ])('reports a broken pipe for %s', async (_, text, message) => {
    for (const parse of [parseManifests, skimManifests])
      expect((await readManifests(['-'], bytesOf(text), { parse })).problems).toMatchObject([
        { file: '<stdin>', message },
      ]);
  });

  it('reports the syntax error of standard input that seems to contain objects', async () => {
    const { problems } = await readManifests(['-'], bytesOf('kind: Pod\n\tspec: {}\n'));
    expect(problems).toMatchObject([{ line: 2, message: /tab/ }]);
  });

  it.each([
    '{kind: List, items: []}',
    '[]',
    '{"items": [], "kind": "List"}',
    'spec: {imageDigestMirrors: []}',
    '# c\n---\nkind: Pod\n',
  ])('accepts a pipe with %j', async (text) => {
    for (const parse of [parseManifests, skimManifests])
      expect((await readManifests(['-'], bytesOf(text), { parse })).problems).toEqual([]);
  });

  it('names every file if all are empty, and none if one has a document', () =>
    inFolder({ 'a.yaml': ' \n', 'b/b.yaml': '', 'c.json': '\r\n\t' }, async (folder) => {
      const { problems } = await readManifests([folder], noStdin);
      expect(problems.map(({ message }) => message)).toEqual(['is empty', 'is empty', 'is empty']);
      writeFileSync(join(folder, 'values.yaml'), 'replicas: 1\n');
      expect((await readManifests([folder], noStdin)).problems).toEqual([]);
      expect(
        (await readManifests([join(folder, 'a.yaml'), join(folder, 'values.yaml')], noStdin)).problems,
      ).toEqual([]);
    }));

  it('accepts /dev/null and an empty list of paths as no input', async () => {
    expect(await readManifests(['/dev/null'], noStdin)).toEqual({
      manifests: [],
      problems: [],
      warnings: [],
      fileCount: 1,
    });
    expect((await readManifests([], noStdin)).problems).toEqual([]);
  });

  it('reads standard input for -', async () => {
    const { manifests } = await readManifests(['-'], async () => new TextEncoder().encode(idms));
    expect(manifests[0]?.document.file.name).toBe('<stdin>');
  });

  it('follows the references of a PolicyGenerator and reports missing files', () =>
    inFolder(
      {
        'generator.yaml':
          'kind: PolicyGenerator\npolicies: [{manifests: [{path: in/a.yaml}, {path: no.yaml}]}]\n',
        'in/a.yaml': 'kind: ImageDigestMirrorSet\nmetadata: {name: a}\n',
      },
      async (folder) => {
        const { manifests, warnings } = await readManifests([join(folder, 'generator.yaml')], noStdin);
        expect(manifests.map(({ kind }) => kind)).toEqual(['PolicyGenerator', 'ImageDigestMirrorSet']);
        expect(warnings).toMatchObject([
          {
            line: 2,
            message: '"no.yaml" does not exist; the manifests of this PolicyGenerator are not evaluated',
          },
        ]);
      },
    ));

  const broken = (kind: string) => `apiVersion: config.openshift.io/v1\nkind: ${kind}\nspec: {{ x }}\ny: [\n`;

  it.each([
    ['another kind', 'OAuth', { problems: 0, warnings: 1 }],
    ['a mirror set', 'ImageTagMirrorSet', { problems: 1, warnings: 0 }],
    ['a kind that rules read', 'Image', { problems: 1, warnings: 0 }],
  ])('decides by its kind whether a broken file with %s fails the run', (_, kind, expected) =>
    inFolder({ 'a.yaml': broken(kind) }, async (folder) => {
      for (const path of [folder, join(folder, 'a.yaml')]) {
        const { problems, warnings } = await readManifests([path], noStdin);
        expect({ problems: problems.length, warnings: warnings.length }).toEqual(expected);
      }
    }),
  );

  it('does not read files that a kustomization uses as patches', () =>
    inFolder(
      {
        'k/kustomization.yaml':
          'patches: [{path: p.yaml}]\npatchesStrategicMerge: [q.yaml]\npatchesJson6902: [{path: ../r/r.yaml}]\n',
        'k/p.yaml': 'kind: ImageDigestMirrorSet\n',
        'k/q.yaml': 'kind: ImageTagMirrorSet\n',
        'r/r.yaml': 'kind: ImageTagMirrorSet\n',
        'r/s.yaml': 'kind: ImageTagMirrorSet\nmetadata: {name: s}\n',
      },
      async (folder) => {
        const { manifests, warnings } = await readManifests([folder], noStdin);
        expect(manifests.map(({ name }) => name)).toEqual(['s']);
        expect(warnings).toEqual([
          {
            file: join(folder, 'k/p.yaml'),
            message: 'is part of a kustomization (and 2 other files) and is not evaluated by itself',
            fix: `Check the result: \`kustomize build ${join(folder, 'k')} | mirrorguard lint -\`.`,
          },
        ]);
      },
    ));

  const patched = (folder: string, patch: string) =>
    `${folder}: \`kustomize build ${patch} | mirrorguard lint -\`.`;

  it('names the folder of the kustomization, not that of the patch or of a component', () =>
    inFolder(
      {
        'a/kustomization.yaml': 'kind: Component\npatches: [{path: p.yaml}]\n',
        'a/p.yaml': 'kind: ImageDigestMirrorSet\n',
        'b/kustomization.yaml': 'components: [../a]\npatches: [{path: patches/q.yaml}]\n',
        'b/patches/q.yaml': 'kind: ImageTagMirrorSet\n',
      },
      async (folder) => {
        const hintIn = async (path: string) => (await readManifests([join(folder, path)], noStdin)).warnings;
        expect(await hintIn('.')).toMatchObject([
          { file: join(folder, 'b/patches/q.yaml'), fix: patched('Check the result', join(folder, 'b')) },
        ]);
        expect(await hintIn('a')).toMatchObject([
          { fix: patched('Check the result of a kustomization that uses the component', 'FOLDER') },
        ]);
      },
    ));

  it.each([0, 1, 2])('reads an encoded manifest in a folder, at position %i modulo 3', (offset) => {
    const manifest = `${'\n'.repeat(offset)}kind: ImageTagMirrorSet\nmetadata: {name: t}\n`;
    const encoded = Buffer.from(manifest).toString('base64');
    const files = {
      'secret.yaml': `kind: Secret\ndata: {a.yaml: ${encoded}}\n`,
      'config-map.yaml': `kind: ConfigMap\nbinaryData: {a.yaml: ${encoded}}\n`,
      'other.yaml': `kind: Secret\ndata: {a.yaml: ${Buffer.from('kind: Pod').toString('base64')}}\n`,
    };
    return inFolder(files, async (folder) => {
      const { manifests } = await readManifests([folder], noStdin);
      expect(manifests.map(({ kind }) => kind)).toEqual([
        'ConfigMap',
        'ImageTagMirrorSet',
        'Secret',
        'ImageTagMirrorSet',
      ]);
    });
  });

  it('reads an encoded install-config in a folder', () => {
    const install = 'apiVersion: v1\nimageDigestSources: [{source: quay.io/a, mirrors: [m.example.com/a]}]\n';
    const encoded = Buffer.from(install).toString('base64');
    return inFolder(
      { 's.yaml': `kind: Secret\ndata: {install-config.yaml: ${encoded}}\n` },
      async (folder) => {
        const { manifests } = await readManifests([folder], noStdin);
        expect(manifests.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
          'Secret ',
          'ImageDigestMirrorSet image-digest-mirror',
        ]);
      },
    );
  });
});
