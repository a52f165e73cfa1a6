import {
  type LoadedRegistries,
  type LoadedRegistry,
  loadRegistries,
  trimSlashes,
} from '../files/loaded-registries.ts';
import type { RegistryEntry } from '../files/registries.ts';
import { once } from '../once.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import type { RegistryEntries } from './registry-entries.ts';

/** registries.conf as the nodes load it. Each entry is loaded at its first lookup and then cached. */
export class IndexedRegistries implements LoadedRegistries {
  readonly #entries: RegistryEntries;
  readonly #hazardousScopes: ReadonlySet<string>;
  readonly #behavior: OperatorBehavior;
  /**
   * Caches only existing entries: the number of unknown names is unlimited, so caching misses would leak
   * memory.
   */
  readonly #loaded = new Map<string, LoadedRegistry>();
  /**
   * Grouped by prefix because one malformed object can contain thousands of odd scopes, and a lookup must not
   * scan all of them.
   */
  readonly #oddByPrefix = once(() => Map.groupBy(this.#hazardousScopes, trimSlashes));

  /** @param hazardousScopes scopes whose entries the nodes may load under another prefix or reject */
  constructor(entries: RegistryEntries, hazardousScopes: ReadonlySet<string>, behavior: OperatorBehavior) {
    this.#entries = entries;
    this.#hazardousScopes = hazardousScopes;
    this.#behavior = behavior;
  }

  get(prefix: string): LoadedRegistry | undefined {
    const known = this.#loaded.get(prefix);
    if (known !== undefined) return known;
    for (const entry of this.#candidates(prefix)) {
      const loaded = loadRegistries([entry], this.#behavior);
      const registry = loaded.kind === 'loaded' ? loaded.registries.get(prefix) : undefined;
      if (registry === undefined) continue;
      this.#loaded.set(prefix, registry);
      return registry;
    }
    return undefined;
  }

  /** Why the nodes cannot load the file; undefined if they can. Only odd scopes can be the reason. */
  get loadError(): string | undefined {
    if (this.#hazardousScopes.size === 0) return undefined;
    const scopes = new Set([...this.#hazardousScopes].flatMap((scope) => [scope, trimSlashes(scope)]));
    const loaded = loadRegistries(this.#entries.inFileOrder(scopes), this.#behavior);
    return loaded.kind === 'failed' ? loaded.message : undefined;
  }

  /** Entries that the nodes may load under this prefix. */
  #candidates(prefix: string): readonly RegistryEntry[] {
    const odd = this.#oddByPrefix().get(prefix);
    if (odd !== undefined) return this.#entries.inFileOrder(new Set([prefix, ...odd]));
    const entry = this.#entries.get(prefix);
    return entry === undefined || 'wildcard' in entry ? [] : [entry];
  }
}
