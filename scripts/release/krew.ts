import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { type Artifact, built, skipped } from './artifact.ts';
import type { ExecutableArchive } from './executables.ts';
import type { ReleaseOptions } from './options.ts';

const file = 'krew.yaml';

/** Writes the krew manifest that installs `kubectl mirrorguard` from the archives of this release. */
export function writeKrewManifest(
  { out, version, downloadUrl }: ReleaseOptions,
  archives: readonly ExecutableArchive[],
): Artifact {
  if (archives.length === 0) return skipped('krew manifest', 'requires the executables, which are not built');
  const manifest = {
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'mirrorguard' },
    spec: {
      version: `v${version}`,
      homepage: 'https://github.com/mirrorguard/mirrorguard',
      shortDescription: 'Check OpenShift image-mirror configuration',
      description:
        'Checks ImageDigestMirrorSets, ImageTagMirrorSets and ImageContentSourcePolicies, and\n' +
        'predicts their effect: registries.conf, the pulls of an image, and the rollout of a change.\n',
      platforms: archives.map((archive) => ({
        selector: { matchLabels: { os: archive.os, arch: archive.arch } },
        uri: `${downloadUrl}/${basename(archive.file)}`,
        sha256: archive.sha256,
        bin: archive.os === 'windows' ? 'mirrorguard.exe' : 'mirrorguard',
      })),
    },
  };
  writeFileSync(join(out, file), stringify(manifest));
  return built('krew manifest', file, `${archives.length} platforms`);
}
