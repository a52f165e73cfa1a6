/** An OpenShift release, as far as behaviour depends on it (DOMAIN 13). */
export interface OpenShiftVersion {
  readonly major: number;
  readonly minor: number;
}

/** What is assumed when nobody says which release runs: the newest behaviour known. */
export const newestVersion: OpenShiftVersion = { major: 4, minor: 22 };

/** `4.16.3`, `4.16` or `5.0.0-ec.1`; undefined for anything else. */
export function parseOpenShiftVersion(text: string): OpenShiftVersion | undefined {
  const match = /^(\d{1,3})\.(\d{1,4})(?:[.-]|$)/.exec(text);
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]) };
}

export function isAtLeast(version: OpenShiftVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** What is assumed of a release that came after all that are known; undefined where it did not. */
export function describeNewerRelease(version: OpenShiftVersion): string | undefined {
  if (!isAtLeast(version, newestVersion.major, newestVersion.minor + 1)) return undefined;
  const [newer, newest] = [version, newestVersion].map(formatOpenShiftVersion);
  return `OpenShift ${newer} is newer than ${newest}, the newest known: it is taken to do the same`;
}

export function formatOpenShiftVersion(version: OpenShiftVersion): string {
  return `${version.major}.${version.minor}`;
}
