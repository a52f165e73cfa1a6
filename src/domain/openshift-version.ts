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

export function formatOpenShiftVersion(version: OpenShiftVersion): string {
  return `${version.major}.${version.minor}`;
}
