import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, version } from '../bundle-options.mjs';

export const usage = `Usage: npm run release -- (--dry-run | --publish) [OPTION]...

Builds every artifact of a release into a folder. Lists each artifact as built
or as skipped with the reason.

  --dry-run                 push to a registry on this machine, and publish nothing
  --publish                 push images and charts, sign them, and publish the npm package
  --out FOLDER              empty folder for the release (default: release)
  --prebuilt FOLDER         executables that another machine has built
  --only NAMES              groups to build: npm, executables, images, charts
  --image REPOSITORY        image repository (default: quay.io/mirrorguard/mirrorguard)
  --charts REPOSITORY       OCI repository of charts (default: quay.io/mirrorguard/charts)
  --chart-url URL           URL of the chart repository
  --download-url URL        URL of the files of this release
  --node-dist URL           location of the Node binaries (default: https://nodejs.org/dist)
  --node-image [PLATFORM=]IMAGE
                            base image, for all or for one platform, repeatable
                            (default: the one in the Dockerfile)
  --platforms LIST          platforms of the images
                            (default: linux/amd64,linux/arm64,linux/ppc64le,linux/s390x)
  --buildah PROGRAM         program to run as buildah (default: buildah)
  -h, --help                print this help
`;

const project = 'https://github.com/mirrorguard/mirrorguard';
const groups = ['npm', 'executables', 'images', 'charts'] as const;
type Group = (typeof groups)[number];

export interface ReleaseOptions {
  readonly version: string;
  readonly dryRun: boolean;
  /** Absolute path. */
  readonly out: string;
  /** Absolute path of a folder with archives of executables. */
  readonly prebuilt?: string;
  readonly only: ReadonlySet<Group>;
  readonly image: string;
  readonly charts: string;
  readonly chartUrl: string;
  readonly downloadUrl: string;
  readonly nodeDist: string;
  /** Base images by platform; the key "" applies to all other platforms. */
  readonly nodeImages: ReadonlyMap<string, string>;
  readonly platforms: readonly string[];
  readonly buildah: string;
}

/** Throws an `Error` with a message for the user. */
export function readReleaseOptions(args: readonly string[]): ReleaseOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'dry-run': { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      out: { type: 'string', default: 'release' },
      prebuilt: { type: 'string' },
      only: { type: 'string', default: groups.join() },
      image: { type: 'string', default: readImageRepository() },
      charts: { type: 'string', default: 'quay.io/mirrorguard/charts' },
      'chart-url': { type: 'string', default: 'https://mirrorguard.github.io/mirrorguard/charts' },
      'download-url': { type: 'string', default: `${project}/releases/download/v${version}` },
      'node-dist': { type: 'string', default: 'https://nodejs.org/dist' },
      'node-image': { type: 'string', multiple: true, default: [] },
      platforms: { type: 'string', default: 'linux/amd64,linux/arm64,linux/ppc64le,linux/s390x' },
      buildah: { type: 'string', default: 'buildah' },
    },
  });
  if (values['dry-run'] === values.publish) throw new Error('set either --dry-run or --publish');
  // npm runs scripts in the root of the package, but paths are relative to the working directory of the user.
  const toPath = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
  return {
    version,
    dryRun: values['dry-run'],
    out: toPath(values.out),
    ...(values.prebuilt === undefined ? {} : { prebuilt: toPath(values.prebuilt) }),
    only: new Set(values.only.split(',').map(toGroup)),
    image: values.image,
    charts: values.charts,
    chartUrl: values['chart-url'],
    downloadUrl: values['download-url'],
    nodeDist: values['node-dist'],
    nodeImages: new Map(values['node-image'].map(toNodeImage)),
    platforms: values.platforms.split(','),
    buildah: values.buildah,
  };
}

/** Splits off the platform; image names contain no equals sign. */
function toNodeImage(value: string): [platform: string, image: string] {
  const at = value.indexOf('=');
  return [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
}

function toGroup(name: string): Group {
  const group = groups.find((known) => known === name);
  if (group === undefined) throw new Error(`unknown group "${name}"; --only accepts ${groups.join(', ')}`);
  return group;
}

/** The chart is the single source of the image repository. */
function readImageRepository(): string {
  const values = readFileSync(join(root, 'charts', 'mirrorguard', 'values.yaml'), 'utf8');
  return /^ {2}repository: (\S+)$/m.exec(values)?.[1] ?? '';
}
