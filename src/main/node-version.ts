/** As in package.json; older releases lack functions that the bundle calls. */
const oldest = { major: 22, minor: 19 };

/** The error for a Node.js version that is too old; undefined for a supported one. */
export function describeOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return `mirrorguard requires Node.js ${oldest.major}.${oldest.minor} or later, but this is ${version}`;
}
