/** The part of an OpenShift version that determines the operator's behavior (DOMAIN 13). */
export interface OpenShiftVersion {
  readonly major: number;
  readonly minor: number;
  /** Undefined if only the minor release is known. */
  readonly patch?: number;
}

/** The newest generally available release. It is assumed if the version is unknown. */
export const newestVersion: OpenShiftVersion = { major: 4, minor: 22 };

/** The newest minor release with an upstream branch, by major version. 4.23 and 5.0 have the same code. */
const newestBranches: ReadonlyMap<number, number> = new Map([
  [4, 23],
  [5, 2],
]);

/** The newest release with a known upstream branch. */
export const newestBranch: OpenShiftVersion = { major: 5, minor: newestBranches.get(5) ?? 0 };

/** Parses `4.16.3`, `4.16` or `5.0.0-ec.1`; returns undefined for other text. */
export function parseOpenShiftVersion(text: string): OpenShiftVersion | undefined {
  const match = /^(\d{1,3})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[.-]|$)/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    ...(patch === undefined ? {} : { patch: Number(patch) }),
  };
}

/** If `version` has no patch level, it satisfies every patch level of its minor release. */
export function isAtLeast(version: OpenShiftVersion, major: number, minor: number, patch = 0): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return (version.patch ?? patch) >= patch;
}

export function isRelease(version: OpenShiftVersion, major: number, minor: number): boolean {
  return version.major === major && version.minor === minor;
}

/**
 * Describes the behavior that is assumed for a release without a known branch; undefined for a known one.
 */
export function describeNewerRelease(version: OpenShiftVersion): string | undefined {
  const { major, minor } = version;
  if (major < 4 || minor <= (newestBranches.get(major) ?? -1)) return undefined;
  const known = [...newestBranches].map(([number, newest]) => `${number}.${newest}`);
  return (
    `OpenShift ${formatOpenShiftVersion(version)} is unknown; assuming the behavior of ${known.at(-1)}, ` +
    'the newest known release'
  );
}

/** Formats the version without its patch level. */
export function formatOpenShiftVersion(version: OpenShiftVersion): string {
  return `${version.major}.${version.minor}`;
}
