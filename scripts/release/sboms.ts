import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, built, skipped } from './artifact.ts';
import type { Registry, ReleasedImages } from './images.ts';
import type { ReleaseOptions } from './options.ts';
import { isInstalled, run } from './run.ts';

/** An SBOM with the image that it describes. */
export interface ReleasedSbom {
  /** Absolute path. */
  readonly file: string;
  /** The image of one platform, by digest. */
  readonly reference: string;
}

export interface ReleasedSboms {
  readonly artifacts: readonly Artifact[];
  readonly sboms: readonly ReleasedSbom[];
}

/** Extracts the SBOM from the pushed image of each platform. */
export function releaseSboms(
  options: ReleaseOptions,
  registry: Registry | undefined,
  { digest, platforms }: ReleasedImages,
): ReleasedSboms {
  if (registry === undefined || digest === undefined)
    return { artifacts: [skipped('SBOM', 'requires the image, which is not built')], sboms: [] };
  if (!isInstalled('skopeo')) return { artifacts: [skipped('SBOM', 'requires skopeo')], sboms: [] };
  mkdirSync(join(options.out, 'sboms'), { recursive: true });
  const found = platforms.map((platform) => {
    const [, arch = ''] = platform.split('/');
    const file = join('sboms', `mirrorguard-${options.version}-linux-${arch}.cdx.json`);
    const imageDigest = extractSbom(
      `${registry.repository}@${digest}`,
      arch,
      registry,
      join(options.out, file),
    );
    return {
      artifact: built(`SBOM ${platform}`, file),
      sbom: { file: join(options.out, file), reference: `${registry.repository}@${imageDigest}` },
    };
  });
  return { artifacts: found.map(({ artifact }) => artifact), sboms: found.map(({ sbom }) => sbom) };
}

/** Writes the SBOM to a file and returns the digest of the image of one platform. */
function extractSbom(index: string, arch: string, { plainHttp }: Registry, file: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-sbom-'));
  try {
    const insecure = plainHttp ? ['--src-tls-verify=false'] : [];
    const platform = ['--override-os', 'linux', '--override-arch', arch];
    const digestFile = join(folder, 'digest');
    const copy = ['copy', '--quiet', ...insecure, '--digestfile', digestFile];
    run('skopeo', [...platform, ...copy, `docker://${index}`, `dir:${folder}/image`]);
    const { layers } = JSON.parse(readFileSync(join(folder, 'image', 'manifest.json'), 'utf8')) as {
      readonly layers: readonly [{ readonly digest: string }];
    };
    // The final stage of the Dockerfile has one layer.
    const layer = join(folder, 'image', layers[0].digest.replace('sha256:', ''));
    const path = 'sbom/mirrorguard.cdx.json';
    execFileSync('tar', ['--extract', '--directory', folder, '--file', layer, path]);
    copyFileSync(join(folder, path), file);
    return readFileSync(digestFile, 'utf8').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
