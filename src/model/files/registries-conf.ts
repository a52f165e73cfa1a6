import type { OperatorBehavior } from '../operator-behavior.ts';
import type { PullFromMirror, RegistryEntry } from './registries.ts';
import { utf8Length } from './rendered-size.ts';

/**
 * Where nodes search for short names if image.config sets no search registries. The operator repeats the list
 * in every file (DOMAIN 5.1).
 */
export const defaultSearchRegistries = ['registry.access.redhat.com', 'docker.io'] as const;

/** The file on the nodes while the operator does not write its own (DOMAIN 5.1). */
export const templateRegistriesConf =
  "unqualified-search-registries = ['registry.access.redhat.com', 'docker.io']\n";

/** registries.conf, byte for byte as the operator encodes it (DOMAIN 5.2). */
export function renderRegistriesConf(
  registries: readonly RegistryEntry[],
  behavior: OperatorBehavior,
): string {
  const parts = [renderHead(behavior)];
  for (const registry of registries) parts.push(renderRegistry(registry, behavior));
  return parts.join('');
}

/** The lines before the first registry. */
function renderHead(behavior: OperatorBehavior): string {
  return renderSearchRegistries(defaultSearchRegistries, behavior);
}

/** Returns the size of the lines before the first registry, in bytes. */
export function bytesOfHead({ writesStoreAuthHelper }: OperatorBehavior): number {
  return writesStoreAuthHelper ? headBytes.withHelper : headBytes.withoutHelper;
}

/** registries.conf.d/01-image-searchRegistries.conf, byte for byte. */
export function renderSearchRegistries(
  registries: readonly string[],
  { writesStoreAuthHelper }: Pick<OperatorBehavior, 'writesStoreAuthHelper'>,
): string {
  const list = registries.map(quoteToml).join(', ');
  const helper = writesStoreAuthHelper ? 'additional-layer-store-auth-helper = ""\n' : '';
  return `unqualified-search-registries = [${list}]\nshort-name-mode = ""\n${helper}`;
}

/** One registry with its mirrors, including the empty line before it. */
function renderRegistry(registry: RegistryEntry, behavior: OperatorBehavior): string {
  const text = new Text();
  writeRegistry(registry, behavior, text);
  return text.written;
}

/** The exact number of bytes that one registry with its mirrors adds to the file. Renders no text. */
export function bytesOfRegistry(registry: RegistryEntry, behavior: OperatorBehavior): number {
  const size = new Size();
  writeRegistry(registry, behavior, size);
  return size.bytes;
}

/** Receives the encoded file. The text is needed only to show the file; most callers need only its size. */
interface Output {
  /** Appends ASCII text unchanged. */
  ascii(text: string): void;
  /** Appends the text as a TOML basic string. */
  quoted(text: string): void;
}

function writeRegistry(registry: RegistryEntry, { digestOnlyMark }: OperatorBehavior, output: Output): void {
  output.ascii('\n[[registry]]\n  prefix = ');
  output.quoted(registry.prefix);
  if (registry.location !== '') {
    output.ascii('\n  location = ');
    output.quoted(registry.location);
  }
  output.ascii('\n');
  if (registry.insecure) output.ascii('  insecure = true\n');
  if (registry.blocked) output.ascii('  blocked = true\n');
  if (digestOnlyMark === 'registry' && registry.mirrors.length > 0)
    output.ascii('  mirror-by-digest-only = true\n');
  for (const { location, insecure, pullFromMirror } of registry.mirrors) {
    output.ascii('\n  [[registry.mirror]]\n    location = ');
    output.quoted(location);
    output.ascii(insecure ? '\n    insecure = true\n' : '\n');
    if (digestOnlyMark === 'mirror') output.ascii(pullFromMirrorLines[pullFromMirror]);
  }
}

const pullFromMirrorLines: Readonly<Record<PullFromMirror, string>> = {
  'digest-only': '    pull-from-mirror = "digest-only"\n',
  'tag-only': '    pull-from-mirror = "tag-only"\n',
};

class Text implements Output {
  written = '';

  ascii(text: string): void {
    this.written += text;
  }

  quoted(text: string): void {
    this.written += quoteToml(text);
  }
}

class Size implements Output {
  bytes = 0;

  ascii(text: string): void {
    this.bytes += text.length;
  }

  quoted(text: string): void {
    this.bytes += needsEscape.test(text) ? utf8Length(quoteToml(text)) : text.length + 2;
  }
}

const needsEscape = /[^\x20-\x21\x23-\x5b\x5d-\x7e]/;

const headBytes = {
  withHelper: renderSearchRegistries(defaultSearchRegistries, { writesStoreAuthHelper: true }).length,
  withoutHelper: renderSearchRegistries(defaultSearchRegistries, { writesStoreAuthHelper: false }).length,
};

/** Returns a TOML basic string. JSON escapes the same characters in the same way, except DEL. */
function quoteToml(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text).replaceAll('\u007f', '\\u007f') : `"${text}"`;
}
