import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';

const idms = (source: string, namespace = '') => `
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a${namespace}}
spec: {imageDigestMirrors: [{source: ${source}, mirrors: [m.io/x]}]}
`;

describe('runCli as a plugin of kubectl', () => {
  const plugin = { programName: 'kubectl mirrorguard' };

  it('names itself in help and advice', async () => {
    const help = await run(['lint', '--help'], plugin);
    expect(help.out).toMatch(/^Usage: kubectl mirrorguard lint /);
    expect(help.out).toContain('$ kubectl mirrorguard lint manifests/\n');
    expect(help.out).toContain('| kubectl mirrorguard lint -\n');
    expect(help.out).not.toMatch(/[$|] mirrorguard /);
    const { out } = await run(['lint', '-'], { ...plugin, stdin: idms('https://quay.io/x') });
    expect(out).toContain('`kubectl mirrorguard explain no-scheme` explains the rule');
  });
});

describe('runCli', () => {
  it.each([
    ['help', ['--help']],
    ['the help of a command', ['help', 'lint']],
    ['the version', ['--version']],
    ['the list of rules', ['rules']],
  ])('exits with status 0 for %s', async (_, args) => {
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
    ['an unknown fix', ['fix', '--enable', 'everything', '-']],
    ['--write with -o json for standard input', ['fix', '--write', '-o', 'json', '-']],
    ['the help of an unknown command', ['help', 'lnt']],
    ['an unknown rule to explain', ['explain', 'no-such-rule']],
    ['a review that does not exist', ['review', '/nowhere/request.json']],
    ['an input that does not exist', ['lint', '/nowhere']],
  ])('exits with status 2 for %s', async (_, args) => {
    expect((await run(args)).code).toBe(2);
  });

  it.each([
    ['deny', 'deny', 1],
    ['deny', 'warn', 1],
    ['deny', 'audit', 1],
    ['warn', 'deny', 0],
    ['warn', 'warn', 1],
    ['warn', 'audit', 1],
    ['audit', 'deny', 0],
    ['audit', 'warn', 0],
    ['audit', 'audit', 1],
  ])('exits for a single %s finding with --fail-on %s with status %d', async (level, failOn, status) => {
    const args = [
      'lint',
      ...['-o', 'json', '--rule', `no-namespace-or-status=${level}`, '--fail-on', failOn],
      '-',
    ];
    const { code, out } = await run(args, { stdin: idms('quay.io/x', ', namespace: here') });
    const { deny, warn, audit } = JSON.parse(out).summary;
    expect({ deny, warn, audit }).toEqual({ deny: 0, warn: 0, audit: 0, [level]: 1 });
    expect(code).toBe(status);
  });

  it('exits with status 1 for a finding of at least the severity of --fail-on', async () => {
    const stdin = idms('quay.io/x', ', namespace: here');
    expect((await run(['lint', '-'], { stdin })).code).toBe(0);
    expect((await run(['lint', '--fail-on', 'warn', '-'], { stdin })).code).toBe(1);
    expect((await run(['lint', '-'], { stdin: idms('https://quay.io/x') })).code).toBe(1);
  });

  it('applies the last level of a rule', async () => {
    const lint = (...levels: readonly string[]) =>
      run(['lint', ...levels.flatMap((level) => ['--rule', `no-namespace-or-status=${level}`]), '-'], {
        stdin: idms('quay.io/x', ', namespace: here'),
      });
    expect((await lint('off', 'deny')).code).toBe(1);
    expect((await lint('deny', 'off')).code).toBe(0);
  });

  it('prints the fixes to standard error, and only the diff to standard output', async () => {
    const { code, out, err } = await run(['fix', '-'], { stdin: idms('https://quay.io/x') });
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/<stdin>\n/);
    expect(err).toMatch(/1 fix in 1 file; --write applies them\n$/);
  });
});
