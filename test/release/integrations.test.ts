import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { pinImage } from '../../scripts/release/integrations.ts';

const root = join(import.meta.dirname, '..', '..');
const readYaml = <T>(path: string) => parse(readFileSync(join(root, path), 'utf8')) as T;

const wildcardMirror = stringify({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImageDigestMirrorSet',
  metadata: { name: 'team' },
  spec: { imageDigestMirrors: [{ source: 'quay.io/team', mirrors: ['*.example.com/team'] }] },
});

/** Runs the scripts of the integrations in a checkout with one denied manifest. */
describe('integrations of CI systems', () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  const runScript = (script: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync('bash', ['-e', '-c', script], {
      cwd: folder,
      env: { ...environment, ...env },
      encoding: 'utf8',
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-ci-'));
    mkdirSync(join(folder, 'manifests'));
    writeFileSync(join(folder, 'manifests', 'team.yaml'), wildcardMirror);
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join(root, 'dist', 'cli.mjs'), join(folder, 'bin', 'mirrorguard'));
    environment = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  describe('the GitHub Action', () => {
    const action = readYaml<{
      readonly inputs: Readonly<Record<string, { readonly default: string }>>;
      readonly runs: {
        readonly steps: readonly [{ readonly run: string; readonly env: Readonly<Record<string, string>> }];
      };
    }>('action.yml');
    const [{ run, env }] = action.runs.steps;

    /** The environment that GitHub sets for these inputs. */
    const environmentFor = (inputs: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(env).map(([name, expression]) => {
          const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
          return [name, inputs[input] ?? action.inputs[input]?.default ?? `unknown input ${input}`];
        }),
      );

    let packed: string;
    beforeAll(() => {
      const args = ['pack', root, '--ignore-scripts', '--json', '--pack-destination', folder];
      const [{ filename }] = JSON.parse(
        execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      ) as readonly [{ readonly filename: string }];
      packed = join(folder, filename);
    });

    it('marks the line of a finding, and fails', () => {
      const { status, stdout } = runScript(run, environmentFor({ paths: 'manifests/', package: packed }));
      expect(stdout).toMatch(/^::error file=manifests\/team\.yaml,line=\d+.*no-wildcard-mirror/m);
      expect(status).toBe(1);
    });

    it('writes the result to a file with other arguments', () => {
      const { status, stdout } = runScript(
        run,
        environmentFor({
          paths: 'manifests/',
          package: packed,
          format: 'sarif',
          'output-file': 'mirrorguard.sarif',
          args: '--rule no-wildcard-mirror=warn',
        }),
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      const sarif = JSON.parse(readFileSync(join(folder, 'mirrorguard.sarif'), 'utf8')) as {
        readonly runs: readonly [
          { readonly results: readonly { readonly ruleId: string; readonly level: string }[] },
        ];
      };
      expect(sarif.runs[0].results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toContain(
        'no-wildcard-mirror warning',
      );
    });

    it('installs the package of this version by default', () => {
      const { version } = readYaml<{ readonly version: string }>('package.json');
      expect(action.inputs.package?.default).toBe(`mirrorguard@${version}`);
    });
  });

  it('of GitLab write a JUnit report, and fail', () => {
    const { mirrorguard } = readYaml<{
      readonly mirrorguard: {
        readonly script: readonly string[];
        readonly artifacts: { readonly reports: { readonly junit: string } };
      };
    }>('examples/ci/gitlab-ci.yml');
    expect(runScript(mirrorguard.script.join('\n')).status).toBe(1);
    const report = readFileSync(join(folder, mirrorguard.artifacts.reports.junit), 'utf8');
    expect(report).toContain('no-wildcard-mirror');
  });

  it('of Tekton pass the parameters to the CLI', () => {
    const { spec } = readYaml<{
      readonly spec: {
        readonly params: readonly { readonly name: string; readonly default: string | readonly string[] }[];
        readonly steps: readonly [{ readonly command: readonly string[]; readonly args: readonly string[] }];
      };
    }>('examples/ci/tekton-task.yaml');
    const [{ command, args }] = spec.steps;
    // The Task replaces the entry point of the image, so it must start the same program.
    expect([...command, ...args].slice(0, 3)).toEqual(['node', '/app/main.mjs', 'mirrorguard']);
    const substituted = args.slice(1).flatMap((argument) => {
      const name = /^\$\(params\.([\w-]+)(?:\[\*\])?\)$/.exec(argument)?.[1];
      return name === undefined
        ? [argument]
        : (spec.params.find((param) => param.name === name)?.default ?? []);
    });
    expect(substituted).toEqual(['lint', '--fail-on', 'deny', '.']);
    const { status, stdout } = spawnSync('mirrorguard', substituted, {
      cwd: join(folder, 'manifests'),
      env: environment,
      encoding: 'utf8',
    });
    expect(stdout).toContain('no-wildcard-mirror');
    expect(status).toBe(1);
  });

  it.each([
    ['mirrorguard', 1],
    ['mirrorguard-fix', 0],
  ])('of pre-commit run the hook %s on files', (id, expected) => {
    const hooks =
      readYaml<readonly { readonly id: string; readonly entry: string }[]>('.pre-commit-hooks.yaml');
    const entry = hooks.find((hook) => hook.id === id)?.entry ?? 'false';
    expect(runScript(`${entry} manifests/team.yaml`).status).toBe(expected);
  });
});

describe('references to the image in a release', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const reference = 'quay.io/mirrorguard/mirrorguard:0.1.0';

  it('get the digest of the image', () => {
    expect(pinImage(`image: ${reference}\n`, reference, digest)).toBe(`image: ${reference}@${digest}\n`);
  });

  it.each([`${reference}-ci`, `${reference}.1`, `${reference}@${digest}`])(
    'are unchanged for %s',
    (other) => {
      expect(pinImage(other, reference, digest)).toBe(other);
    },
  );
});
