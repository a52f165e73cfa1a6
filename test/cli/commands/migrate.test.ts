import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

const icsp = `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: team}
spec: {repositoryDigestMirrors: [{source: quay.io/team, mirrors: [m.example.com/team]}]}
`;
const target = 'out/imagedigestmirrorset-team.yaml';

describe('migrate --output-dir', () => {
  it('can be run again', () =>
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
