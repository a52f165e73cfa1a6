import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';
import { inFolder } from './temporary-folder.ts';

const manifest = `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a}
spec: {imageDigestMirrors: []}
`;

/** Lints two files with a clock that advances by 0.5 s at each reading. */
function lintSlowly(io: { readonly isErrTerminal?: boolean; readonly env?: Record<string, string> }) {
  let nowMs = 0;
  const clock = () => {
    nowMs += 500;
    return nowMs;
  };
  return inFolder(
    { 'a.yaml': manifest, 'b.yaml': manifest.replace('name: a', 'name: b') },
    async (folder) => {
      const { code, err } = await run(['lint', folder], { ...io, nowMs: clock });
      return { code, err: err.replaceAll(folder, 'FOLDER') };
    },
  );
}

describe('progress on standard error', () => {
  it('is shown after 2 s on a terminal, and erased at the end', async () => {
    const erase = '\r\x1b[2K';
    expect(await lintSlowly({ isErrTerminal: true })).toEqual({
      code: 0,
      // The options read the clock twice, so the first file starts after 1.5 s.
      err: `${erase}reading FOLDER/b.yaml (2 of 2)${erase}evaluating${erase}`,
    });
  });

  it('is not shown on other outputs and terminals without cursor control', async () => {
    expect(await lintSlowly({})).toEqual({ code: 0, err: '' });
    expect(await lintSlowly({ isErrTerminal: true, env: { TERM: 'dumb' } })).toEqual({ code: 0, err: '' });
  });

  it('is not shown by a command that takes less than 2 s', () =>
    inFolder({ 'a.yaml': manifest }, async (folder) => {
      expect((await run(['lint', folder], { isErrTerminal: true })).err).toBe('');
    }));
});
