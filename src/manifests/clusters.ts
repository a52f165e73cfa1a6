import type { GivenCluster } from '../engine/cluster.ts';
import { evaluatedKind } from '../engine/intended-kind.ts';
import { type ReleaseOfTag, releaseOfTag } from '../engine/release-of-tag.ts';
import { valueAt } from '../model/json.ts';
import { isAtLeast, type OpenShiftVersion } from '../model/openshift-version.ts';
import { hostedSpecPlatform } from '../model/platform.ts';
import type { Manifest } from './manifest.ts';

/**
 * The objects of an input that belong to one cluster. Objects outside the folders of clusters belong to each
 * of them.
 */
export interface ClusterOfInput {
  /** The folder, the HostedCluster or the install-config; empty if the rest of the input is one cluster. */
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /**
   * Whether another folder of the input has files of the same names; both folders are then evaluated
   * separately.
   */
  readonly isSibling: boolean;
}

/**
 * Splits an input into clusters, because repositories often describe one cluster per folder. Sibling folders
 * are clusters if they have a file of the same relative path with the same kinds of mirror sets. Equal paths
 * alone are no evidence: a must-gather has one folder per kind. Each install-config describes a cluster.
 * @param isOneCluster treats all folders as one cluster; a HostedCluster is always a separate cluster
 */
export function toClusters(
  manifests: readonly Manifest[],
  { isOneCluster = false }: { readonly isOneCluster?: boolean } = {},
): readonly ClusterOfInput[] {
  const own = manifests.filter(({ cluster }) => cluster === undefined);
  const hosted = Map.groupBy(
    manifests.filter(({ cluster }) => cluster !== undefined),
    ({ cluster = '' }) => cluster,
  );
  const folders = isOneCluster ? [{ name: '', files: filesOf(own) }] : split(undefined, filesOf(own));
  const ofFolders = folders.flatMap(({ name, files }) => {
    const members = new Set(files.flatMap((file) => file.manifests));
    const inFolder = own.filter((manifest) => members.has(manifest));
    const installations = isOneCluster ? [] : splitInstallations(inFolder);
    return installations.length > 1
      ? installations
      : [{ name, manifests: inFolder, isSibling: folders.length > 1 }];
  });
  const ofHosted = [...hosted].map(([name, members]) => ({ name, manifests: members, isSibling: false }));
  // A HostedCluster object alone contains no mirrors of the management cluster.
  const isOnlyHosted = ofHosted.length > 0 && !own.some(({ object }) => evaluatedKind(object) !== undefined);
  return isOnlyHosted ? ofHosted : [...ofFolders, ...ofHosted];
}

/** The given facts of a cluster, and the release that its files state although it is not installed yet. */
export function givenFor({ manifests }: ClusterOfInput, given: GivenCluster): GivenCluster {
  const hosted = manifests.find(({ becomes }) => becomes?.isOfHostedCluster === true);
  if (hosted === undefined) {
    const release = releaseToInstall(manifests);
    return release === undefined ? given : { ...given, release };
  }
  const { openshiftVersion } = given;
  return {
    ...given,
    platform: hostedSpecPlatform,
    ...(openshiftVersion === undefined ? {} : { openshiftVersion: asHosted(openshiftVersion) }),
    ...(hosted.release === undefined
      ? {}
      : { release: { ...hosted.release, version: asHosted(hosted.release.version) } }),
  };
}

/** Before 4.13, HyperShift creates an ImageContentSourcePolicy from the same list, with the same effect. */
function asHosted(version: OpenShiftVersion): OpenShiftVersion {
  return isAtLeast(version, 4, 13) ? version : { major: 4, minor: 13 };
}

/** The release in the ClusterImageSet that an installation names, or in the only one of the input. */
function releaseToInstall(manifests: readonly Manifest[]): ReleaseOfTag | undefined {
  const installed = manifests.filter(isInstalled);
  const imageSets = manifests.filter(({ kind }) => kind === 'ClusterImageSet');
  if (installed.length === 0) return undefined;
  const named = installed.find(({ imageSet }) => imageSet !== undefined)?.imageSet;
  const found = named === undefined ? imageSets : imageSets.filter(({ name }) => name === named);
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  return releaseOfTag(
    valueAt(only.object, ['spec', 'releaseImage']),
    `spec.releaseImage of ClusterImageSet ${only.name}`,
  );
}

/** One cluster per install-config; the other objects belong to each of them. */
function splitInstallations(manifests: readonly Manifest[]): readonly ClusterOfInput[] {
  const ofInstallations = Map.groupBy(manifests.filter(isInstalled), keyOf);
  return [...ofInstallations].map(([key, [{ installation, document } = {}]]) => ({
    name: installation ?? document?.file.name ?? '',
    manifests: manifests.filter((one) => keyOf(one) === key || !ofInstallations.has(keyOf(one))),
    isSibling: false,
  }));
}

function isInstalled({ becomes }: Manifest): boolean {
  // The registries of assisted-service belong to every cluster that it installs.
  return becomes?.isInstalled === true && becomes.format !== 'registries';
}

function keyOf({ installation, document }: Manifest): unknown {
  return installation ?? document;
}

interface File {
  /** Path segments below the current folder. */
  readonly segments: readonly string[];
  /** The kinds of its mirror sets and of Image `cluster`; empty if it has none. */
  readonly kinds: string;
  readonly manifests: readonly Manifest[];
}

interface Folder {
  readonly name: string;
  readonly files: readonly File[];
}

function filesOf(manifests: readonly Manifest[]): readonly File[] {
  return [...Map.groupBy(manifests, ({ document }) => document.file)].map(([{ name }, own]) => ({
    segments: name.split('/'),
    kinds: [...new Set(own.flatMap(({ object }) => evaluatedKind(object) ?? []))].sort().join(),
    manifests: own,
  }));
}

/** The clusters in a folder; a single one if no evidence separates several. */
function split(name: string | undefined, files: readonly File[]): readonly Folder[] {
  const direct = files.filter(({ segments }) => segments.length <= 1);
  const below = [
    ...Map.groupBy(
      files.filter(({ segments }) => segments.length > 1),
      ({ segments: [first = ''] }) => first,
    ),
  ].map(([first, own]) => ({
    // The first segment of an absolute path is empty.
    name: name === undefined ? first : `${name}/${first}`,
    files: own.map((file) => ({ ...file, segments: file.segments.slice(1) })),
  }));
  const siblings = findSiblings(below);
  const parts = below.map((folder) => ({ folder, clusters: split(folder.name, folder.files) }));
  const isCluster = ({ folder, clusters }: (typeof parts)[number]) =>
    siblings.has(folder) || clusters.length > 1;
  const shared = [
    ...direct,
    ...parts.filter((part) => !isCluster(part)).flatMap(({ folder }) => folder.files),
  ];
  const clusters = parts.filter(isCluster).flatMap((part) => part.clusters);
  return clusters.length < 2
    ? [{ name: name ?? '', files }]
    : clusters.map((cluster) => ({ ...cluster, files: [...cluster.files, ...shared] }));
}

function findSiblings(folders: readonly Folder[]): ReadonlySet<Folder> {
  const byFile = new Map<string, Set<Folder>>();
  for (const folder of folders) {
    for (const { segments, kinds } of folder.files) {
      if (kinds === '') continue;
      const key = `${segments.join('/')} ${kinds}`;
      byFile.set(key, (byFile.get(key) ?? new Set()).add(folder));
    }
  }
  return new Set([...byFile.values()].filter(({ size }) => size > 1).flatMap((some) => [...some]));
}
