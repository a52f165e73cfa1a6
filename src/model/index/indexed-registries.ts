import {
  type LoadedRegistries,
  type LoadedRegistry,
  loadRegistries,
  trimSlashes,
} from '../files/loaded-registries.ts';
import type { RegistryEntry } from '../files/registries.ts';
import { once } from '../once.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import type { RegistryEntries } from './registry-entries.ts';

/** registries.conf as the nodes would load it, made entry by entry when asked for one, and each once. */
export class IndexedRegistries implements LoadedRegistries {
  readonly #entries: RegistryEntries;
  readonly #oddScopes: ReadonlySet<string>;
  readonly #behaviour: OperatorBehaviour;
  /** What there is, and never what there is not: names to ask for are without end. */
  readonly #loaded = new Map<string, LoadedRegistry>();
  /** One malformed object can bring thousands: a lookup must not go through all of them. */
  readonly #oddByPrefix = once(() => Map.groupBy(this.#oddScopes, trimSlashes));

  /** @param oddScopes scopes whose entries may be loaded under another prefix, or not at all */
  constructor(entries: RegistryEntries, oddScopes: ReadonlySet<string>, behaviour: OperatorBehaviour) {
    this.#entries = entries;
    this.#oddScopes = oddScopes;
    this.#behaviour = behaviour;
  }

  get(prefix: string): LoadedRegistry | undefined {
    const known = this.#loaded.get(prefix);
    if (known !== undefined) return known;
    for (const entry of this.#candidates(prefix)) {
      const loaded = loadRegistries([entry], this.#behaviour);
      const registry = loaded.kind === 'loaded' ? loaded.registries.get(prefix) : undefined;
      if (registry === undefined) continue;
      this.#loaded.set(prefix, registry);
      return registry;
    }
    return undefined;
  }

  /**
   * Why the nodes would not load the file; undefined if they load it. Only unusual entries can be a reason.
   */
  get loadError(): string | undefined {
    if (this.#oddScopes.size === 0) return undefined;
    const scopes = new Set([...this.#oddScopes].flatMap((scope) => [scope, trimSlashes(scope)]));
    const loaded = loadRegistries(this.#entries.inFileOrder(scopes), this.#behaviour);
    return loaded.kind === 'failed' ? loaded.message : undefined;
  }

  /** Entries that may be loaded under this prefix. */
  #candidates(prefix: string): readonly RegistryEntry[] {
    const odd = this.#oddByPrefix().get(prefix);
    if (odd !== undefined) return this.#entries.inFileOrder(new Set([prefix, ...odd]));
    const entry = this.#entries.get(prefix);
    return entry === undefined || 'wildcard' in entry ? [] : [entry];
  }
}
