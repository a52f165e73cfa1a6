import {
  type RegistryEntry,
  type RegistryLookups,
  registryOf,
  type WildcardClash,
} from '../files/registries.ts';
import { sortByBytes } from '../text/byte-order.ts';

export interface EntrySource {
  /** The entry of exactly this scope, or the clash at which the operator stops; undefined if it has none. */
  get(scope: string): RegistryEntry | WildcardClash | undefined;
}

/**
 * The entries of registries.conf by scope. Each is built at its first lookup and cached; totals, rules and
 * the loaded registries share it.
 */
export class RegistryEntries implements EntrySource {
  readonly #lookups: RegistryLookups;
  /**
   * Caches only existing entries: the number of unknown names is unlimited, so caching misses would leak
   * memory.
   */
  readonly #made = new Map<string, RegistryEntry | WildcardClash>();

  constructor(lookups: RegistryLookups) {
    this.#lookups = lookups;
  }

  get(scope: string): RegistryEntry | WildcardClash | undefined {
    const known = this.#made.get(scope);
    if (known !== undefined) return known;
    const entry = registryOf(scope, this.#lookups);
    if (entry !== undefined) this.#made.set(scope, entry);
    return entry;
  }

  /**
   * Returns the entries of the given scopes in file order: digest sources, tag sources, blocked scopes,
   * insecure scopes (DOMAIN 3.5).
   */
  inFileOrder(scopes: Iterable<string>): RegistryEntry[] {
    const { digest, tag, blocked, insecure } = this.#lookups;
    const entries = new Map<string, RegistryEntry>();
    const [ofDigests, ofTags, listed]: [string[], string[], string[]] = [[], [], []];
    for (const scope of scopes) {
      const entry = this.get(scope);
      if (entry === undefined || 'wildcard' in entry || entries.has(scope)) continue;
      entries.set(scope, entry);
      if (digest.get(scope) !== undefined) ofDigests.push(scope);
      else if (tag.get(scope) !== undefined) ofTags.push(scope);
      else listed.push(scope);
    }
    const ofLists = listed.length < 2 ? listed : sortAsListed(listed, blocked.union(insecure));
    return [...sortByBytes(ofDigests), ...sortByBytes(ofTags), ...ofLists].flatMap(
      (scope) => entries.get(scope) ?? [],
    );
  }
}

function sortAsListed(scopes: readonly string[], list: ReadonlySet<string>): string[] {
  const wanted = new Set(scopes);
  return [...list].filter((scope) => wanted.has(scope));
}
