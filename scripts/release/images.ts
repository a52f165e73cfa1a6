import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Artifact, built, skipped } from './artifact.ts';
import type { ReleaseOptions } from './options.ts';
import { isInstalled, readBuildTime, run } from './run.ts';

/** Images of one repository: one per platform, and the index that references them. */
interface Variant {
  readonly title: string;
  /** The suffix of the version in the tag. */
  readonly suffix: string;
  /** The stage of the Dockerfile; the last one if undefined. */
  readonly target?: string;
}

const variants: readonly Variant[] = [
  { title: 'image', suffix: '' },
  { title: 'image for CI', suffix: '-ci', target: 'ci' },
];

export interface ReleasedImages {
  readonly artifacts: readonly Artifact[];
  /** The digest of the index that the chart references; undefined if no image was built. */
  readonly digest?: string;
  /** References by digest, for signing. */
  readonly references: readonly string[];
  /** The platforms built on this machine. */
  readonly platforms: readonly string[];
}

/** The destination of pushed images. */
export interface Registry {
  readonly repository: string;
  /** True for a registry on this machine. */
  readonly plainHttp: boolean;
}

/**
 * Builds the images for every platform that this machine supports, and pushes them with one index per
 * variant.
 */
export function releaseImages(options: ReleaseOptions, registry: Registry | undefined): ReleasedImages {
  const missing = describeMissing(options, registry);
  if (missing !== undefined || registry === undefined)
    return {
      artifacts: variants.map(({ title }) => skipped(title, missing ?? '')),
      references: [],
      platforms: [],
    };
  const artifacts: Artifact[] = [];
  const digests = variants.map((variant) => {
    const images = options.platforms.flatMap((platform) => {
      const name = `${variant.title} ${platform}`;
      if (!canRun(platform)) {
        artifacts.push(skipped(name, 'requires a machine of that architecture, or QEMU in binfmt_misc'));
        return [];
      }
      const image = build(variant, platform, options);
      artifacts.push(built(name, image));
      return [image];
    });
    const digest = pushIndex(variant, images, options, registry);
    artifacts.push(
      built(variant.title, `${registry.repository}:${options.version}${variant.suffix}`, digest),
    );
    return digest;
  });
  const [digest] = digests;
  const references = digests.map((one) => `${registry.repository}@${one}`);
  return {
    artifacts,
    references,
    platforms: options.platforms.filter(canRun),
    ...(digest === undefined ? {} : { digest }),
  };
}

function describeMissing({ buildah, platforms }: ReleaseOptions, registry: Registry | undefined) {
  if (registry === undefined) return 'requires docker-registry, the registry of a dry run';
  if (!isInstalled(buildah, 'version')) return `requires ${buildah}`;
  return platforms.some(canRun) ? undefined : `requires a machine that runs ${platforms.join(' or ')}`;
}

const architectures: Readonly<Record<string, { readonly node: string; readonly qemu: string }>> = {
  amd64: { node: 'x64', qemu: 'x86_64' },
  arm64: { node: 'arm64', qemu: 'aarch64' },
  ppc64le: { node: 'ppc64', qemu: 'ppc64le' },
  s390x: { node: 's390x', qemu: 's390x' },
};

function canRun(platform: string): boolean {
  const architecture = architectures[platform.replace(/^linux\//, '')];
  if (architecture === undefined) throw new Error(`unknown platform "${platform}"`);
  return (
    architecture.node === process.arch || existsSync(`/proc/sys/fs/binfmt_misc/qemu-${architecture.qemu}`)
  );
}

/** Returns the name of the image in the local store. */
function build({ suffix, target }: Variant, platform: string, options: ReleaseOptions): string {
  const { version, nodeImages, buildah } = options;
  const nodeImage = nodeImages.get(platform) ?? nodeImages.get('');
  const name = `localhost/mirrorguard-release:${version}${suffix}-${platform.replace('linux/', '')}`;
  const revision = run('git', ['rev-parse', 'HEAD']).trim();
  const buildArguments = [
    `VERSION=${version}`,
    `REVISION=${revision}`,
    ...(nodeImage === undefined ? [] : [`NODE_IMAGE=${nodeImage}`]),
  ];
  run(buildah, [
    'build',
    '--platform',
    platform,
    // A fixed time, so equal sources give equal images.
    '--timestamp',
    readBuildTime(),
    ...buildArguments.flatMap((argument) => ['--build-arg', argument]),
    ...(target === undefined ? [] : ['--target', target]),
    '--tag',
    name,
    '.',
  ]);
  return name;
}

/** Pushes the index with its images, and returns its digest. */
function pushIndex(
  { suffix }: Variant,
  images: readonly string[],
  { version, buildah, out }: ReleaseOptions,
  { repository, plainHttp }: Registry,
): string {
  const list = `localhost/mirrorguard-release-index:${version}${suffix}`;
  mkdirSync(join(out, 'images'), { recursive: true });
  const digestFile = join(out, 'images', `index${suffix}.digest`);
  const insecure = plainHttp ? ['--tls-verify=false'] : [];
  removeOld(list, buildah);
  run(buildah, ['manifest', 'create', list]);
  for (const image of images) run(buildah, ['manifest', 'add', list, image]);
  const target = `docker://${repository}:${version}${suffix}`;
  run(buildah, ['manifest', 'push', '--all', ...insecure, '--digestfile', digestFile, list, target]);
  run(buildah, ['rmi', list]);
  return readFileSync(digestFile, 'utf8').trim();
}

/** Removes the index of an interrupted release, which would otherwise keep its old images. */
function removeOld(list: string, buildah: string): void {
  if (run(buildah, ['images', '--format', '{{.Name}}:{{.Tag}}']).split('\n').includes(list))
    run(buildah, ['rmi', list]);
}
