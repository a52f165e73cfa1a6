import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';

const idms = (source: string, namespace = '') => `
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a${namespace}}
spec: {imageDigestMirrors: [{source: ${source}, mirrors: [m.io/x]}]}
`;

describe('runCli', () => {
  it.each([
    ['help', ['--help']],
    ['the help of a command', ['help', 'lint']],
    ['the version', ['--version']],
    ['the list of rules', ['rules']],
  ])('succeeds with %s', async (_, args) => {
    expect(await run(args)).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['lnt']],
    ['an unknown option', ['lint', '--nope']],
    ['the kubeconfig option --context', ['lint', '--context', '-']],
    ['an unknown format', ['lint', '-o', 'xml', '-']],
    ['an unknown level', ['lint', '--rule', 'no-scheme=loud', '-']],
    ['a level without a rule', ['lint', '--rule', 'warn', '-']],
    ['a version that is none', ['lint', '--openshift-version', 'new', '-']],
    ['an unknown repair', ['fix', '--enable', 'everything', '-']],
    ['a repaired text that is to be JSON as well', ['fix', '--write', '-o', 'json', '-']],
    ['the help of an unknown command', ['help', 'lnt']],
    ['an unknown rule to explain', ['explain', 'nothing']],
    ['a review that does not exist', ['review', '/nowhere/request.json']],
    ['an input that does not exist', ['lint', '/nowhere']],
  ])('gives 2 for %s', async (_, args) => {
    expect((await run(args)).code).toBe(2);
  });

  it('gives 1 from the chosen severity on', async () => {
    const stdin = idms('quay.io/x', ', namespace: here');
    expect((await run(['lint', '-'], { stdin })).code).toBe(0);
    expect((await run(['lint', '--fail-on', 'warn', '-'], { stdin })).code).toBe(1);
    expect((await run(['lint', '-'], { stdin: idms('https://quay.io/x') })).code).toBe(1);
  });

  it('counts the last level that is given for a rule', async () => {
    const args = ['lint', '--rule', 'no-scheme=off', '--rule', 'no-scheme=deny', '-'];
    expect((await run(args, { stdin: idms('https://quay.io/x') })).code).toBe(1);
  });

  it('says what it would repair on the side, so that the difference alone can be piped', async () => {
    const { code, out, err } = await run(['fix', '-'], { stdin: idms('https://quay.io/x') });
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/<stdin>\n/);
    expect(err).toMatch(/1 repair in 1 file; --write makes them\n$/);
  });
});
