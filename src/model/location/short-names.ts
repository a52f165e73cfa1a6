/**
 * The references that CRI-O tries for the image of a pod, in order (DOMAIN 7.1): a name with a host is used
 * as it is, a short name is expanded with each search registry. Short-name aliases on the node are not known
 * here.
 *
 * @param searchRegistries `containerRuntimeSearchRegistries`, or the defaults
 */
export function pullCandidates(image: string, searchRegistries: readonly string[]): readonly string[] {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return hasHost ? [image] : searchRegistries.map((registry) => `${registry}/${image}`);
}
