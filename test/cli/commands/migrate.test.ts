import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

const icsp = `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: team}
spec: {repositoryDigestMirrors: [{source: quay.io/team, mirrors: [m.example.com/team]}]}
`;
const target = 'out/imagedigestmirrorset-team.yaml';

describe('the sequence of migrate for a policy change', () => {
  const idms = `out/imagedigestmirrorset-team.yaml`;
  const itms = `apiVersion: config.openshift.io/v1
kind: ImageTagMirrorSet
metadata: {name: tags}
spec: {imageTagMirrors: [{source: quay.io/team, mirrors: [m.example.com/team]}]}
`;
  const conflict = async (stored: readonly string[], written: string, folder: string) => {
    const options = stored.flatMap((file) => ['--stored', `${folder}/${file}`]);
    const { out } = await run(['lint', '-o', 'json', ...options, `${folder}/${written}`]);
    const { findings } = JSON.parse(out) as { findings: { rule: string; severity: string }[] };
    return findings.find(({ rule }) => rule === 'no-conflicting-source-policy')?.severity;
  };

  it('is denied before the old object is deleted, and allowed in the printed order', () =>
    inFolder({ 'icsp.yaml': icsp }, async (folder) => {
      const { out } = await run(['migrate', `${folder}/icsp.yaml`, '-d', `${folder}/out`]);
      expect(out).toContain('update the new objects after step 2');
      const created = readFileSync(`${folder}/${idms}`, 'utf8');
      writeFileSync(`${folder}/never.yaml`, `${created}      mirrorSourcePolicy: NeverContactSource\n`);
      expect([
        await conflict(['icsp.yaml'], idms, folder),
        await conflict(['icsp.yaml', idms], 'never.yaml', folder),
        await conflict([idms], 'never.yaml', folder),
      ]).toEqual([undefined, 'deny', undefined]);
    }));

  it('has the annotation with which the first of several updates is allowed', () =>
    inFolder({ 'icsp.yaml': icsp, 'itms.yaml': itms }, async (folder) => {
      const { out } = await run(['migrate', folder, '-d', `${folder}/out`]);
      const [, annotation = ''] = /the annotation (mirrorguard\.io\/policy-change: \S+) to/.exec(out) ?? [];
      expect(annotation).toBe('mirrorguard.io/policy-change: ImageTagMirrorSet/tags');
      const never = `${readFileSync(`${folder}/${idms}`, 'utf8')}      mirrorSourcePolicy: NeverContactSource\n`;
      writeFileSync(`${folder}/plain.yaml`, never);
      const annotated = `  name: team\n  annotations: {${annotation}}\n`;
      writeFileSync(`${folder}/annotated.yaml`, never.replace('  name: team\n', annotated));
      expect([
        await conflict(['itms.yaml', idms], 'plain.yaml', folder),
        await conflict(['itms.yaml', idms], 'annotated.yaml', folder),
      ]).toEqual(['deny', 'warn']);
    }));
});

describe('migrate --output-dir', () => {
  it('succeeds if it is run again', () =>
    inFolder({ 'icsp.yaml': icsp }, async (folder) => {
      const migrate = () => run(['migrate', `${folder}/icsp.yaml`, '-d', `${folder}/out`]);
      expect((await migrate()).code).toBe(0);
      expect((await migrate()).code).toBe(0);
    }));

  it('does not overwrite a file with other content', () =>
    inFolder({ 'icsp.yaml': icsp, [target]: 'mine\n' }, async (folder) => {
      const { code, out, err } = await run(['migrate', `${folder}/icsp.yaml`, '-d', `${folder}/out`]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('exists with other content and was not written');
      expect(readFileSync(`${folder}/${target}`, 'utf8')).toBe('mine\n');
    }));

  it('reports why it cannot write', () =>
    inFolder({ 'icsp.yaml': icsp, out: 'a file' }, async (folder) => {
      const { code, err } = await run(['migrate', `${folder}/icsp.yaml`, '-d', `${folder}/out`]);
      expect(code).toBe(2);
      expect(err).toContain('exists and is not a folder');
    }));
});
