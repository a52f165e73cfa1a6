import { compareBytes } from '../byte-order.ts';
import { type LoadedRegistries, type LoadedRegistry, loadRegistries, trimSlashes } from '../loaded-registries.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import { type RegistryEntry, type RegistryLookups, registryOf } from '../registries.ts';

/** registries.conf as the nodes would load it, made entry by entry when asked for one. */
export class IndexedRegistries implements LoadedRegistries {
  readonly #lookups: RegistryLookups;
  readonly #oddScopes: ReadonlySet<string>;
  readonly #behaviour: OperatorBehaviour;

  /** @param oddScopes scopes whose entries may be loaded under another prefix, or not at all */
  constructor(lookups: RegistryLookups, oddScopes: ReadonlySet<string>, behaviour: OperatorBehaviour) {
    this.#lookups = lookups;
    this.#oddScopes = oddScopes;
    this.#behaviour = behaviour;
  }

  get(prefix: string): LoadedRegistry | undefined {
    const scopes =
      this.#oddScopes.size === 0 ? [prefix] : [prefix, ...[...this.#oddScopes].filter((scope) => trimSlashes(scope) === prefix)];
    for (const entry of this.#entries(new Set(scopes))) {
      const loaded = loadRegistries([entry], this.#behaviour);
      const registry = loaded.kind === 'loaded' ? loaded.registries.get(prefix) : undefined;
      if (registry !== undefined) return registry;
    }
    return undefined;
  }

  /** Why the nodes would refuse the file; undefined where they load it. Only what is odd can be a reason. */
  get refusal(): string | undefined {
    if (this.#oddScopes.size === 0) return undefined;
    const scopes = new Set([...this.#oddScopes].flatMap((scope) => [scope, trimSlashes(scope)]));
    const loaded = loadRegistries(this.#entries(scopes), this.#behaviour);
    return loaded.kind === 'refused' ? loaded.message : undefined;
  }

  #entries(scopes: ReadonlySet<string>): RegistryEntry[] {
    return entriesInFileOrder(scopes, this.#lookups);
  }
}

/** The entries that some scopes have in the file, in its order: digest sources, tag sources, blocked scopes, insecure scopes (DOMAIN 3.5). */
export function entriesInFileOrder(scopes: Iterable<string>, lookups: RegistryLookups): RegistryEntry[] {
  const placed: { readonly entry: RegistryEntry; readonly place: readonly [number, number] }[] = [];
  for (const scope of scopes) {
    const entry = registryOf(scope, lookups);
    if (entry !== undefined && !('wildcard' in entry)) placed.push({ entry, place: placeOf(scope, lookups) });
  }
  placed.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1] || compareBytes(a.entry.scope, b.entry.scope));
  return placed.map(({ entry }) => entry);
}

function placeOf(scope: string, { digest, tag, blocked, insecure }: RegistryLookups): readonly [number, number] {
  if (digest.get(scope) !== undefined) return [0, 0];
  if (tag.get(scope) !== undefined) return [1, 0];
  return blocked.has(scope) ? [2, positionIn(blocked, scope)] : [3, positionIn(insecure, scope)];
}

function positionIn(scopes: ReadonlySet<string>, scope: string): number {
  let position = 0;
  for (const other of scopes) {
    if (other === scope) break;
    position++;
  }
  return position;
}
