import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readManifests } from '../../../src/cli/manifests/read-manifests.ts';
import { inFolder } from '../temporary-folder.ts';

const noStdin = async () => new Uint8Array();
const idms = 'kind: ImageDigestMirrorSet\nmetadata: {name: a}\n';

describe('readManifests', () => {
  it('does not parse what was only found and holds nothing of interest', () =>
    inFolder({ 'chart/t.yaml': '{{ broken', 'a.yaml': idms }, async (folder) => {
      const { manifests, problems, fileCount } = await readManifests([folder], noStdin);
      expect(manifests.map(({ name }) => name)).toEqual(['a']);
      expect(problems).toEqual([]);
      expect(fileCount).toBe(2);
    }));

  it('parses whatever is named', () =>
    inFolder({ 't.yaml': '{{ broken' }, async (folder) => {
      expect((await readManifests([join(folder, 't.yaml')], noStdin)).problems).toMatchObject([{ message: /template/ }]);
    }));

  it('reads the rest when one file cannot be read', () =>
    inFolder({ 'a.yaml': Uint8Array.of(0xff, 0xfe, 0), 'b.yaml': idms }, async (folder) => {
      const { manifests, problems } = await readManifests([folder], noStdin);
      expect(manifests).toHaveLength(1);
      expect(problems).toMatchObject([{ file: join(folder, 'a.yaml'), message: /UTF-16/ }]);
    }));

  it('reads standard input for -', async () => {
    const { manifests } = await readManifests(['-'], async () => new TextEncoder().encode(idms));
    expect(manifests[0]?.document.file.name).toBe('<stdin>');
  });
});
