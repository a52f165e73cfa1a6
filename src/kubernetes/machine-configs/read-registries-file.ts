import { type LoadedMirror, trimSlashes, type WrittenRegistry } from '../../model/files/loaded-registries.ts';
import { searchRegistryError } from '../../model/files/search-registries.ts';
import { shortNameAliasError } from '../../model/files/short-name-aliases.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { FileContent } from '../../model/pools/containers-file.ts';
import { quoteGo } from '../../model/text/go-quote.ts';
import { parseToml } from './parse-toml.ts';

/** An error of containers/image; it then loads none of the files. */
class Unloadable extends Error {}

/**
 * Decodes a registries.conf or a drop-in like containers/image. Unknown keys are ignored.
 * @param isDropIn drop-ins must use version 2 of the format
 */
export function readRegistriesFile(text: string, { isDropIn }: { readonly isDropIn: boolean }): FileContent {
  const toml = parseToml(text);
  if (toml.kind === 'invalid') return { kind: 'unloadable', message: toml.message };
  try {
    return readTable(toml.table, isDropIn);
  } catch (error) {
    if (error instanceof Unloadable) return { kind: 'unloadable', message: error.message };
    throw error;
  }
}

function readTable(table: JsonObject, isDropIn: boolean): FileContent {
  const version1 = readVersion1(table);
  if (version1 !== undefined) {
    if (isDropIn) throw new Unloadable('registry must be in v2 format but is in v1');
    if (hasVersion2(table)) throw new Unloadable('mixing sysregistry v1/v2 is not supported');
    return version1;
  }
  const registries = tablesAt(table, 'registry').map(readRegistry);
  const searchRegistries = listAt(table, 'unqualified-search-registries');
  for (const registry of searchRegistries ?? []) {
    const error = searchRegistryError(registry);
    if (error !== undefined) throw new Unloadable(error);
  }
  const mode = stringAt(table, 'short-name-mode');
  if (!['', 'disabled', 'enforcing', 'permissive'].includes(mode))
    throw new Unloadable(`invalid short-name mode: ${quoteGo(mode)}`);
  checkAliases(entryOf(table, 'aliases'));
  return { kind: 'registries', registries, searchRegistries };
}

/** The decoder ignores a value that is not a table. */
function checkAliases(aliases: Json | undefined): void {
  if (!isJsonObject(aliases)) return;
  for (const [name, value] of Object.entries(aliases)) {
    if (typeof value !== 'string') throw wrongType(`aliases.${name}`, 'a string');
    const error = shortNameAliasError(name, value);
    if (error !== undefined) throw new Unloadable(`validating short-name aliases: ${error}`);
  }
}

function readRegistry(table: JsonObject): WrittenRegistry {
  const location = stringAt(table, 'location');
  const shownLocation = quoteGo(trimSlashes(location));
  const isDigestOnly = flagAt(table, 'mirror-by-digest-only');
  const mirrors = tablesAt(table, 'mirror').map((mirror): LoadedMirror => {
    const use = stringAt(mirror, 'pull-from-mirror');
    const at = stringAt(mirror, 'location');
    const shownMirror = quoteGo(trimSlashes(at));
    if (use !== '' && isDigestOnly)
      throw new Unloadable(
        `cannot set mirror usage mirror-by-digest-only for the registry (${shownLocation}) and ` +
          `pull-from-mirror for per-mirror (${shownMirror}) at the same time`,
      );
    if (use !== '' && use !== 'all' && use !== 'digest-only' && use !== 'tag-only')
      throw new Unloadable(`unsupported pull-from-mirror value ${quoteGo(use)} for mirror ${shownMirror}`);
    const pullFromMirror = isDigestOnly ? 'digest-only' : use === '' ? 'all' : use;
    return { location: at, insecure: flagAt(mirror, 'insecure'), pullFromMirror };
  });
  return {
    prefix: stringAt(table, 'prefix'),
    location,
    insecure: flagAt(table, 'insecure'),
    blocked: flagAt(table, 'blocked'),
    mirrors,
  };
}

/**
 * `[registries.search]`, `[registries.insecure]` and `[registries.block]`; undefined if none of them
 * lists a registry.
 */
function readVersion1(table: JsonObject): FileContent | undefined {
  const registries = tableAt(table, 'registries');
  const [search = [], insecure = [], blocked = []] = ['search', 'insecure', 'block'].map((name) =>
    listAt(tableAt(registries, name), 'registries'),
  );
  if (search.length + insecure.length + blocked.length === 0) return undefined;
  return {
    kind: 'registries',
    searchRegistries: search,
    registries: [...new Set([...insecure, ...blocked])].map((location) => ({
      prefix: location,
      location,
      insecure: insecure.includes(location),
      blocked: blocked.includes(location),
      mirrors: [],
    })),
  };
}

function hasVersion2(table: JsonObject): boolean {
  return (
    tablesAt(table, 'registry').length > 0 ||
    (listAt(table, 'unqualified-search-registries') ?? []).length > 0 ||
    stringAt(table, 'short-name-mode') !== ''
  );
}

/** The decoder of containers/image ignores case if no key matches exactly. */
function entryOf(table: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(table, name)) return table[name];
  const key = Object.keys(table).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : table[key];
}

function stringAt(table: JsonObject, name: string): string {
  const value = entryOf(table, name) ?? '';
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  return value;
}

function flagAt(table: JsonObject, name: string): boolean {
  const value = entryOf(table, name) ?? false;
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean');
  return value;
}

function listAt(table: JsonObject, name: string): readonly string[] | undefined {
  const value = entryOf(table, name);
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string'))
    throw wrongType(name, 'a list of strings');
  return value as readonly string[];
}

function tablesAt(table: JsonObject, name: string): readonly JsonObject[] {
  const value = entryOf(table, name) ?? [];
  if (!Array.isArray(value) || !value.every(isJsonObject)) throw wrongType(name, 'a list of tables');
  return value;
}

function tableAt(table: JsonObject, name: string): JsonObject {
  const value = entryOf(table, name) ?? {};
  if (!isJsonObject(value)) throw wrongType(name, 'a table');
  return value;
}

function wrongType(name: string, expected: string): Unloadable {
  return new Unloadable(`${name} must be ${expected}`);
}
