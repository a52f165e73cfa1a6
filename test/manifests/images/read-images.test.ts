import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readImages } from '../../../src/manifests/images/read-images.ts';
import { inFolder } from '../../cli/temporary-folder.ts';

const stdinOf = (text: string) => async () => new TextEncoder().encode(text);

async function imagesIn(text: string): Promise<object> {
  const { images, problems } = await readImages(['-'], stdinOf(text));
  return { images: Object.fromEntries(images), problems };
}

const pod = (name: string, image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{image: ${image}}]}\n`;

describe('readImages', () => {
  it('reads documents of YAML, and each image once with all its objects', async () => {
    expect(await imagesIn(`${pod('a', 'q/x')}---\n${pod('b', 'q/x')}---\n${pod('c', 'q/y')}`)).toEqual({
      images: { 'q/x': ['Pod a', 'Pod b'], 'q/y': ['Pod c'] },
      problems: [],
    });
  });

  it('reads JSON, merge keys and custom tags', async () => {
    const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "q/x"}]}}';
    expect(await imagesIn(json)).toEqual({ images: { 'q/x': ['Pod'] }, problems: [] });
    const merged = 'base: &base {image: q/x}\nspec: {containers: [{<<: *base, name: a}]}\n';
    expect(await imagesIn(merged)).toEqual({ images: { 'q/x': [] }, problems: [] });
    expect(await imagesIn(pod('a', 'q/x').replace('kind:', 'note: !vault x\nkind:'))).toEqual({
      images: { 'q/x': ['Pod a'] },
      problems: [],
    });
  });

  it('reports a file of a folder in UTF-16 instead of skipping it', async () => {
    const utf16 = Buffer.from(`\ufeff${pod('a', 'q/x')}`, 'utf16le');
    await inFolder({ 'pod.yaml': utf16, 'b.yaml': pod('b', 'q/y') }, async (folder) => {
      const { images, problems } = await readImages([folder], stdinOf(''));
      expect(Object.fromEntries(images)).toEqual({ 'q/y': ['Pod b'] });
      expect(problems).toMatchObject([
        {
          file: join(folder, 'pod.yaml'),
          message: 'is encoded as UTF-16, but Kubernetes reads only UTF-8',
        },
      ]);
    });
  });

  it('reads a list of images without objects', async () => {
    expect(await imagesIn('q/x\nq/y\n')).toEqual({ images: { 'q/x': [], 'q/y': [] }, problems: [] });
    expect(await imagesIn('["q/x"]')).toEqual({ images: { 'q/x': [] }, problems: [] });
  });

  it.each(['', 'No resources found\n', 'kind: Pod\n'])(
    'reports an input without images: %j',
    async (text) => {
      expect(await imagesIn(text)).toMatchObject({
        images: {},
        problems: [{ file: '<stdin>', message: 'has no image' }],
      });
    },
  );

  it('reports a template that is not rendered', () =>
    inFolder({ 't.yaml': 'image: {{ .Values.image }}\n', 'a.yaml': pod('a', 'q/x') }, async (folder) => {
      const { images, problems } = await readImages([folder], stdinOf(''));
      expect([...images.keys()]).toEqual(['q/x']);
      expect(problems).toMatchObject([{ file: join(folder, 't.yaml'), line: 1 }]);
      expect((await readImages([folder], stdinOf(''), ['t.yaml'])).problems).toEqual([]);
    }));

  it('skips files of a folder without images, even if they are malformed', () =>
    inFolder(
      { 'x.yaml': '{{ broken', 'b.json': Uint8Array.of(0, 1), 'a.yaml': pod('a', 'q/x') },
      async (folder) => {
        const { images, problems } = await readImages([folder], stdinOf(''));
        expect([...images.keys()]).toEqual(['q/x']);
        expect(problems).toEqual([]);
        expect((await readImages([join(folder, 'b.json')], stdinOf(''))).problems).toMatchObject([
          { message: 'is a binary file' },
        ]);
      },
    ));
});
