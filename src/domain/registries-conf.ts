import type { OperatorBehaviour } from './operator-behaviour.ts';
import type { RegistryEntry } from './registries.ts';

/** Where short names are looked for, unless image.config says otherwise; the operator repeats it in every file (DOMAIN 5.1). */
export const defaultSearchRegistries = ['registry.access.redhat.com', 'docker.io'] as const;

/** The file that nodes have while the operator has none of its own to write (DOMAIN 5.1). */
export const templateRegistriesConf = "unqualified-search-registries = ['registry.access.redhat.com', 'docker.io']\n";

/** registries.conf byte for byte as the operator encodes it (DOMAIN 5.2). */
export function renderRegistriesConf(registries: readonly RegistryEntry[], behaviour: OperatorBehaviour): string {
  const parts = [renderHead(behaviour)];
  for (const registry of registries) parts.push(renderRegistry(registry, behaviour));
  return parts.join('');
}

/** The lines before the first registry. */
export function renderHead({ writesStoreAuthHelper }: OperatorBehaviour): string {
  const search = defaultSearchRegistries.map(quoteToml).join(', ');
  const helper = writesStoreAuthHelper ? 'additional-layer-store-auth-helper = ""\n' : '';
  return `unqualified-search-registries = [${search}]\nshort-name-mode = ""\n${helper}`;
}

/** One registry with its mirrors, the empty line before it included: what one entry adds to the file. */
export function renderRegistry(registry: RegistryEntry, { digestOnlyMark }: OperatorBehaviour): string {
  let text = `\n[[registry]]\n  prefix = ${quoteToml(registry.prefix)}\n`;
  if (registry.location !== '') text += `  location = ${quoteToml(registry.location)}\n`;
  if (registry.insecure) text += '  insecure = true\n';
  if (registry.blocked) text += '  blocked = true\n';
  if (digestOnlyMark === 'registry' && registry.mirrors.length > 0) text += '  mirror-by-digest-only = true\n';
  for (const mirror of registry.mirrors) {
    text += `\n  [[registry.mirror]]\n    location = ${quoteToml(mirror.location)}\n`;
    if (mirror.insecure) text += '    insecure = true\n';
    if (digestOnlyMark === 'mirror') text += `    pull-from-mirror = "${mirror.pullFromMirror}"\n`;
  }
  return text;
}

const needsEscape = /[^\x20-\x21\x23-\x5b\x5d-\x7e]/;

/** A basic string. JSON escapes the same characters in the same way, all but DEL. */
function quoteToml(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text).replaceAll('\u007f', '\\u007f') : `"${text}"`;
}
