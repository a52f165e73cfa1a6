import type { ClusterVersionFact } from '../model/facts.ts';
import {
  describeNewerRelease,
  formatOpenShiftVersion,
  type OpenShiftVersion,
  parseOpenShiftVersion,
} from '../model/openshift-version.ts';

/** The release of a cluster, read from the tag of its release image. */
export interface ReleaseOfTag {
  readonly version: OpenShiftVersion;
  /** The field that has the image: `spec.release.image of HostedCluster clusters/guest`. */
  readonly from: string;
}

/** `quay.io/openshift-release-dev/ocp-release:4.16.3-x86_64`; undefined for an image without such a tag. */
export function releaseOfTag(image: unknown, from: string): ReleaseOfTag | undefined {
  if (typeof image !== 'string') return undefined;
  const [name = ''] = image.split('@');
  const tag = /:([^:/]+)$/.exec(name)?.[1] ?? '';
  const version = parseOpenShiftVersion(tag);
  return version === undefined ? undefined : { version, from };
}

/** What is assumed about the version of a cluster. */
export function versionNotes({ version, versionFrom }: ClusterVersionFact): readonly string[] {
  const newer = describeNewerRelease(version);
  return [
    ...(versionFrom === undefined
      ? []
      : [`assuming OpenShift ${formatOpenShiftVersion(version)} from the tag of ${versionFrom}`]),
    ...(newer === undefined ? [] : [newer]),
  ];
}
