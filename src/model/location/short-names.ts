/**
 * Returns the references that CRI-O tries for the image of a pod, in order (DOMAIN 7.1). CRI-O uses a name
 * with a host unchanged, and expands a short name with each search registry. Ignores short-name aliases on
 * the node.
 *
 * @param searchRegistries `containerRuntimeSearchRegistries`, or the defaults
 */
export function pullCandidates(image: string, searchRegistries: readonly string[]): readonly string[] {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return hasHost ? [image] : searchRegistries.map((registry) => `${registry}/${image}`);
}
