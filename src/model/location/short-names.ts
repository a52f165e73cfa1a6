/**
 * The references that CRI-O tries for what a pod names, in order (DOMAIN 7.1): one with a host stands for itself, a short name is
 * looked for in each search registry. Aliases of short names on the node are not known here.
 *
 * @param searchRegistries `containerRuntimeSearchRegistries`, or the defaults
 */
export function pullCandidates(image: string, searchRegistries: readonly string[]): readonly string[] {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return hasHost ? [image] : searchRegistries.map((registry) => `${registry}/${image}`);
}
