import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnOwnCluster } from './support/own-only.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

interface ImageConfig {
  readonly config: {
    readonly User: string;
    readonly Entrypoint: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly components?: readonly Component[];
}

/** Reads the image that the Dockerfile builds from its archive. */
describeOnOwnCluster('the image', 'the archive of the image', () => {
  let folder: string;
  let image: ImageConfig;
  let files: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-image-'));
    const unpack = (archive: string, target: string) =>
      execFileSync('tar', ['--extract', '--directory', target, '--file', archive]);
    unpack(process.env.E2E_IMAGE_ARCHIVE ?? '', folder);
    const [manifest] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as readonly [
      { readonly Config: string; readonly Layers: readonly string[] },
    ];
    image = JSON.parse(readFileSync(join(folder, manifest.Config), 'utf8')) as ImageConfig;
    files = mkdtempSync(join(folder, 'files-'));
    for (const layer of manifest.Layers) unpack(join(folder, layer), files);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the labels that Red Hat requires of an image', () => {
    expect(image.config.Labels).toMatchObject({
      name: 'mirrorguard',
      vendor: 'mirrorguard',
      maintainer: 'https://github.com/mirrorguard/mirrorguard',
      version,
      release: '1',
      summary: 'Admission webhook and CLI for OpenShift image-mirror configuration',
      description: expect.stringContaining('before OpenShift stores them'),
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.source': 'https://github.com/mirrorguard/mirrorguard',
    });
  });

  it('runs as a user other than root, without a shell', () => {
    const flags = [
      '--max-old-space-size-percentage=20',
      '--max-semi-space-size=2',
      '--no-parallel-scavenge',
      '--expose-gc',
    ];
    expect(image.config).toMatchObject({
      User: '65532',
      Entrypoint: ['node', ...flags, '/app/main.mjs'],
    });
    const programs = globSync('{bin,sbin,usr/bin,usr/sbin,usr/local/bin}/*', { cwd: files });
    expect(programs).toEqual(['usr/local/bin/node']);
  });

  it('has an SBOM with the bundled packages, Node, its parts and every system library', () => {
    const sbom = JSON.parse(readFileSync(join(files, 'sbom', 'mirrorguard.cdx.json'), 'utf8')) as {
      readonly components: readonly Component[];
    };
    const names = sbom.components.map(({ name }) => name);
    const ofBundle = JSON.parse(readFileSync(join(root, 'dist', 'sbom.cdx.json'), 'utf8')) as typeof sbom;
    expect(names).toEqual(expect.arrayContaining(ofBundle.components.map(({ name }) => name)));

    const node = sbom.components.find(({ name }) => name === 'node');
    expect(node?.version).toMatch(/^24\./);
    expect(node?.components?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['openssl', 'uv', 'v8', 'zlib']),
    );

    const libraries = globSync('{lib,lib64,usr/lib,usr/lib64}/**/*.so*', { cwd: files });
    expect(libraries.length).toBeGreaterThan(4);
    const licenses = globSync('licenses/usr/share/doc/*/copyright', { cwd: files });
    const system = sbom.components.filter(({ purl }) => /^pkg:(deb|rpm)\//.test(purl));
    expect(system.map(({ name }) => name)).toEqual(['libc6', 'libgcc-s1', 'libstdc++6']);
    expect(licenses.sort()).toEqual(system.map(({ name }) => `licenses/usr/share/doc/${name}/copyright`));
  });
});
