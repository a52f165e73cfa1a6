import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildExecutable } from '../../scripts/release/executable.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

describe('the single-file executable', () => {
  let folder: string;
  let program: string;
  /** Runs the program without PATH, kubeconfig and files of the checkout. */
  const run = (args: readonly string[], input = '') =>
    spawnSync(program, args, {
      cwd: folder,
      env: { PATH: '', HOME: folder },
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-executable-'));
    program = join(folder, 'mirrorguard');
    await buildExecutable(process.execPath, program);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints its version with an empty PATH', () => {
    const { status, stdout, stderr } = run(['--version']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('denies a wildcard mirror with an exit status of 1', () => {
    const { status, stdout } = run(['lint', '-'], JSON.stringify(wildcardMirror));
    expect(status).toBe(1);
    expect(stdout).toContain('no-wildcard-mirror');
  });

  const example = join(root, 'examples', 'cluster');

  it.each([
    ['registries.conf', '[[registry]]', ['render', example]],
    ['report page', '<!doctype html>', ['report', '--empty']],
  ])('prints the same %s as the bundle', (_title, content, args) => {
    const bundle = execFileSync(process.execPath, [join(root, 'dist', 'cli.mjs'), ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(bundle).toContain(content);
    expect(run(args).stdout).toBe(bundle);
  });

  it('loads the Kubernetes client, and reports a missing cluster', () => {
    const { status, stderr } = run(['status']);
    expect(status).toBe(2);
    expect(stderr).toContain('kubeconfig');
  });

  it('writes the report page', () => {
    const { status, stdout } = run(['report', '--empty']);
    const page = readFileSync(join(root, 'dist', 'report.html'), 'utf8');
    const withoutData = (text: string) => text.replace(/(id="data">).*?(<\/script>)/, '$1$2');
    expect(status).toBe(0);
    expect(withoutData(stdout)).toBe(withoutData(page));
  });
});

const wildcardMirror = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImageDigestMirrorSet',
  metadata: { name: 'team' },
  spec: { imageDigestMirrors: [{ source: 'quay.io/team', mirrors: ['*.example.com/team'] }] },
};
