/** As in package.json; older releases lack functions that the bundle uses. */
const oldest = { major: 22, minor: 19 };

/** What to tell whoever runs this with too old a Node; undefined where it is new enough. */
export function describeOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return `mirrorguard needs Node.js ${oldest.major}.${oldest.minor} or newer, and this is ${version}`;
}
