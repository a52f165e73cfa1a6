import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { built, describeArtifacts, skipped } from '../../scripts/release/artifact.ts';
import { writeChecksums } from '../../scripts/release/checksums.ts';
import { releaseExecutables } from '../../scripts/release/executables.ts';
import { writeKrewManifest } from '../../scripts/release/krew.ts';
import { downloadNode, verify } from '../../scripts/release/node-binaries.ts';
import { readReleaseOptions } from '../../scripts/release/options.ts';
import { filesWithout, readReleaseNotes, startSection } from '../../scripts/release/versions.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

/** The text of a file, or of all files in a folder. */
function textIn(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
  const files = globSync('**/*', { cwd: path }).map((name) => join(path, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map(textIn)
    .join('');
}

describe('a release', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'mirrorguard-release-test-'));
  });
  afterEach(() => rmSync(out, { recursive: true }));

  it('has one version in all files', () => {
    expect(filesWithout(version)).toEqual([]);
    expect(filesWithout('99.0.0')).toContain('charts/mirrorguard/Chart.yaml');
  });

  it('pins the base of the image by digest, and lets a build replace it', () => {
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=[\w./-]+:24-[\w-]+@sha256:[0-9a-f]{64}$/m);
    const bases = [...dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+)/gm)].map(([, base]) => base);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an argument of the Dockerfile
    const replaceable = '${NODE_IMAGE}';
    expect(bases).toEqual([replaceable, replaceable, replaceable, 'scratch']);
  });

  it('gets a new version in all files by `npm version`', () => {
    for (const path of [
      'scripts',
      'charts',
      'docs/guides',
      'examples',
      'Dockerfile',
      'action.yml',
      'CHANGELOG.md',
    ])
      cpSync(join(root, path), join(out, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
    writeFileSync(join(out, 'package.json'), JSON.stringify({ version: '99.1.0' }));
    execFileSync(process.execPath, ['--no-warnings', join(out, 'scripts', 'set-version.ts')]);

    const { version: next, appVersion } = parse(
      readFileSync(join(out, 'charts', 'mirrorguard', 'Chart.yaml'), 'utf8'),
    ) as { readonly version: string; readonly appVersion: string };
    expect({ next, appVersion }).toEqual({ next: '99.1.0', appVersion: '99.1.0' });
    expect(readFileSync(join(out, 'Dockerfile'), 'utf8')).toContain('ARG VERSION=99.1.0\n');
    expect(readFileSync(join(out, 'action.yml'), 'utf8')).toContain('default: mirrorguard@99.1.0\n');
    expect(readFileSync(join(out, 'CHANGELOG.md'), 'utf8')).toMatch(
      /^## Unreleased\n\n## 99\.1\.0 \(\d{4}-\d{2}-\d{2}\)\n\n### Added$/m,
    );
    // These files must not contain the previous version.
    const stale = ['action.yml', 'Dockerfile', 'examples', 'docs/guides/air-gapped.md', 'docs/guides/ci.md'];
    for (const path of stale) expect(textIn(join(out, path))).not.toContain(version);
  });

  it('starts a section of the changelog', () => {
    expect(startSection('# Changelog\n\n## Unreleased\n\n- A\n', '1.2.0', '2026-01-02')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-01-02)\n\n- A\n',
    );
    expect(() => startSection('# Changelog\n', '1.2.0', '2026-01-02')).toThrow('no section "Unreleased"');
  });

  it('has the unreleased changes as notes only in a dry run', () => {
    expect(readReleaseNotes('99.0.0', { acceptUnreleased: true })).toContain('### Added');
    expect(() => readReleaseNotes('99.0.0', { acceptUnreleased: false })).toThrow('no section "99.0.0"');
  });

  it('lists each artifact as built or as skipped with the reason', () => {
    expect(describeArtifacts([built('chart', 'a.tgz', 'b'), skipped('signatures', 'requires cosign')])).toBe(
      'built    chart       a.tgz, b\nskipped  signatures  requires cosign\n',
    );
  });

  it.each([
    [[], 'set either --dry-run or --publish'],
    [['--dry-run', '--publish'], 'set either --dry-run or --publish'],
    [['--dry-run', '--only', 'npm,binaries'], 'unknown group "binaries"'],
  ])('rejects the arguments %j', (args, message) => {
    expect(() => readReleaseOptions(args)).toThrow(message);
  });

  it('has public defaults, which options replace', () => {
    expect(readReleaseOptions(['--dry-run', '--image', 'registry.example.com/m'])).toMatchObject({
      version,
      dryRun: true,
      image: 'registry.example.com/m',
      charts: 'quay.io/mirrorguard/charts',
      nodeDist: 'https://nodejs.org/dist',
      platforms: ['linux/amd64', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'],
    });
  });

  it('accepts a base image for all platforms and for one of them', () => {
    const arguments_ = [
      '--node-image',
      'localhost/node:24',
      '--node-image',
      'linux/s390x=ubi9/nodejs-24@sha256:0',
    ];
    expect([...readReleaseOptions(['--dry-run', ...arguments_]).nodeImages]).toEqual([
      ['', 'localhost/node:24'],
      ['linux/s390x', 'ubi9/nodejs-24@sha256:0'],
    ]);
    expect([...readReleaseOptions(['--dry-run']).nodeImages]).toEqual([]);
  });

  it('has a krew manifest with the archives that were built', () => {
    const options = { ...readReleaseOptions(['--dry-run']), out };
    const archive = { os: 'linux', arch: 'amd64', file: 'executables/a.tar.gz', sha256: '0'.repeat(64) };
    expect(writeKrewManifest(options, [archive])).toMatchObject({ status: 'built' });
    expect(parse(readFileSync(join(out, 'krew.yaml'), 'utf8'))).toMatchObject({
      kind: 'Plugin',
      metadata: { name: 'mirrorguard' },
      spec: {
        version: `v${version}`,
        platforms: [
          {
            selector: { matchLabels: { os: 'linux', arch: 'amd64' } },
            uri: `${options.downloadUrl}/a.tar.gz`,
            sha256: archive.sha256,
            bin: 'mirrorguard',
          },
        ],
      },
    });
    expect(writeKrewManifest(options, [])).toMatchObject({ status: 'skipped' });
  });

  it('contains the executables that another machine has built', async () => {
    const prebuilt = join(out, 'prebuilt');
    mkdirSync(prebuilt);
    const names = [
      'darwin-amd64',
      'darwin-arm64',
      'linux-amd64',
      'linux-arm64',
      'linux-ppc64le',
      'linux-s390x',
      'windows-amd64',
    ];
    for (const name of names) writeFileSync(join(prebuilt, `mirrorguard-${version}-${name}.tar.gz`), name);
    const options = readReleaseOptions(['--dry-run', '--prebuilt', prebuilt]);
    const { artifacts, archives } = await releaseExecutables({ ...options, out: join(out, 'release') });
    expect(artifacts.map(({ status }) => status)).toEqual(names.map(() => 'built'));
    expect(archives).toContainEqual({
      os: 'windows',
      arch: 'amd64',
      file: join('executables', `mirrorguard-${version}-windows-amd64.tar.gz`),
      sha256: sha256('windows-amd64'),
    });
  });

  it('needs an empty folder', () => {
    writeFileSync(join(out, 'old.tgz'), '');
    const script = join(root, 'scripts', 'release.ts');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', script, '--dry-run', '--out', out],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: `release: ${out} is not empty\n` });
  });

  it('has checksums of the published files by name', () => {
    for (const folder of ['charts', 'npm']) mkdirSync(join(out, folder));
    for (const file of ['charts/chart.tgz', 'charts/index.yaml', 'npm/package.tgz', 'krew.yaml'])
      writeFileSync(join(out, file), file);
    writeChecksums(out);
    expect(readFileSync(join(out, 'SHA256SUMS'), 'utf8')).toBe(
      `${sha256('charts/chart.tgz')}  chart.tgz\n${sha256('krew.yaml')}  krew.yaml\n`,
    );
  });

  it('downloads Node only with the checksum of its release', async () => {
    const path = 'win-x64/node.exe';
    const sums = `${sha256('other')}  other\n${sha256('node')}  ${path}\n`;
    expect(() => verify(sums, path, Buffer.from('node'))).not.toThrow();
    expect(() => verify(sums, path, Buffer.from('changed'))).toThrow(`the checksum of ${path} is`);
    expect(() => verify('', path, Buffer.from('node'))).toThrow('states none');

    const server = createServer((request, response) => {
      const files: Readonly<Record<string, string>> = {
        [`/${process.version}/SHASUMS256.txt`]: sums,
        [`/${process.version}/${path}`]: 'node',
      };
      const file = files[request.url ?? ''];
      response.writeHead(file === undefined ? 404 : 200).end(file);
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const dist = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const node = await downloadNode(dist, { platform: 'win', arch: 'x64' }, out);
      expect(readFileSync(node, 'utf8')).toBe('node');
      await expect(downloadNode(dist, { platform: 'linux', arch: 's390x' }, out)).rejects.toThrow(
        'status 404',
      );
    } finally {
      server.close();
    }
  });
});
