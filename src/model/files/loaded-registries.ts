import { matchingPrefixes } from '../location/prefix-match.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import { sortByBytes } from '../text/byte-order.ts';
import { quoteGo } from '../text/go-quote.ts';
import type { PullFromMirror, RegistryEntry } from './registries.ts';

/** An entry after loading: `prefix` is never empty and has no trailing slashes. */
export interface LoadedRegistry {
  readonly prefix: string;
  /** Empty for a wildcard. */
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrors: readonly LoadedMirror[];
}

export interface LoadedMirror {
  readonly location: string;
  readonly insecure: boolean;
  /** `all` occurs only in files that the MCO does not write. */
  readonly pullFromMirror: PullFromMirror | 'all';
}

/** A `[[registry]]` as written in a file. */
export type WrittenRegistry = Omit<RegistryEntry, 'scope' | 'mirrors'> & Pick<LoadedRegistry, 'mirrors'>;

/** registries.conf as the nodes load it, by prefix. */
export interface LoadedRegistries {
  get(prefix: string): LoadedRegistry | undefined;
}

export type LoadResult =
  | { readonly kind: 'loaded'; readonly registries: ReadonlyMap<string, LoadedRegistry> }
  /** CRI-O keeps the configuration that it has in memory, and does not start after a reboot (DOMAIN 7.7). */
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Loads the entries as containers/image does on the nodes (DOMAIN 7.2), or returns the error with which it
 * rejects the file. Cost: proportional to the entries and mirrors.
 */
export function loadRegistries(entries: readonly WrittenRegistry[], behavior: OperatorBehavior): LoadResult {
  const file = loadFile(entries, behavior);
  if (file.kind === 'failed') return file;
  const registries = new Map<string, LoadedRegistry>();
  for (const registry of file.registries)
    if (!registries.has(registry.prefix)) registries.set(registry.prefix, registry);
  return { kind: 'loaded', registries };
}

/** The registries of one file, in file order. Two registries can have the same prefix. */
export function loadFile(
  entries: readonly WrittenRegistry[],
  behavior: OperatorBehavior,
):
  | { readonly kind: 'read'; readonly registries: readonly LoadedRegistry[] }
  | Extract<LoadResult, { kind: 'failed' }> {
  const registries: LoadedRegistry[] = [];
  const byLocation = new Map<string, { first: LoadedRegistry; conflict: string | undefined }>();
  for (const entry of entries) {
    const registry = loadRegistry(entry, behavior);
    if (typeof registry === 'string') return { kind: 'failed', message: registry };
    const location = registry.location === '' ? registry.prefix : registry.location;
    const known = byLocation.get(location);
    if (known === undefined) byLocation.set(location, { first: registry, conflict: undefined });
    else known.conflict ??= conflictBetween(known.first, registry);
    registries.push(registry);
  }
  for (const { conflict } of byLocation.values())
    if (conflict !== undefined) return { kind: 'failed', message: conflict };
  // containers/image sorts the entries by prefix before this check, which determines the entry that the error
  // names.
  const [malformed] = sortByBytes(
    registries.map(({ prefix }) => prefix).filter((prefix) => /^\*\..*[/@:]/.test(prefix)),
  );
  if (malformed !== undefined) return { kind: 'failed', message: malformedWildcardMessage(malformed) };
  return { kind: 'read', registries };
}

/**
 * The entry that the nodes use for a repository: the one with the longest matching prefix (DOMAIN 7.2).
 * `name` has no tag and no digest.
 */
export function findRegistry(registries: LoadedRegistries, name: string): LoadedRegistry | undefined {
  for (const prefix of matchingPrefixes(name)) {
    const registry = registries.get(prefix);
    if (registry !== undefined) return registry;
  }
  return undefined;
}

/** The entry after loading, or the error message. */
function loadRegistry(
  entry: WrittenRegistry,
  { trimsMirrorSlashes }: OperatorBehavior,
): LoadedRegistry | string {
  const location = trimSlashes(entry.location);
  if (hasScheme(location)) return schemeMessage(entry.location);
  const prefix = trimSlashes(entry.prefix === '' ? location : entry.prefix);
  if (prefix === '') return 'invalid condition: both location and prefix are unset';
  if (hasScheme(prefix)) return schemeMessage(entry.prefix);
  if (location === '' && !prefix.startsWith('*.'))
    return 'invalid condition: location is unset and prefix is not in the format: *.example.com';
  for (const mirror of entry.mirrors) {
    const trimmed = trimSlashes(mirror.location);
    // The check follows trimming: `https://` alone becomes `https:`, which containers/image accepts.
    if (hasScheme(trimmed)) return schemeMessage(mirror.location);
    if (trimmed === '') return 'invalid condition: mirror location is unset';
  }
  const mirrors = trimsMirrorSlashes ? entry.mirrors.map(trimMirror) : entry.mirrors;
  return { prefix, location, insecure: entry.insecure, blocked: entry.blocked, mirrors };
}

function trimMirror(mirror: LoadedMirror): LoadedMirror {
  return mirror.location.endsWith('/') ? { ...mirror, location: trimSlashes(mirror.location) } : mirror;
}

function conflictBetween(first: LoadedRegistry, second: LoadedRegistry): string | undefined {
  const setting =
    first.insecure !== second.insecure
      ? 'insecure'
      : first.blocked !== second.blocked
        ? 'blocked'
        : undefined;
  return setting === undefined
    ? undefined
    : `registry '${first.location}' is defined multiple times with conflicting '${setting}' setting`;
}

export function trimSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x2f) end--;
  return end === text.length ? text : text.slice(0, end);
}

export function hasScheme(text: string): boolean {
  return text.startsWith('http://') || text.startsWith('https://');
}

function malformedWildcardMessage(prefix: string): string {
  return (
    `Wildcarded prefix should be in the format: *.example.com. Current prefix ${quoteGo(prefix)} is ` +
    'incorrectly formatted'
  );
}

export function schemeMessage(location: string): string {
  return `invalid location '${location}': URI schemes are not supported`;
}
