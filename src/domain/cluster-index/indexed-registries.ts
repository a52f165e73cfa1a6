import { compareBytes } from '../byte-order.ts';
import { type LoadedRegistries, type LoadedRegistry, loadRegistries, trimSlashes } from '../loaded-registries.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import { type RegistryEntry, type RegistryLookups, registryOf, type WildcardClash } from '../registries.ts';

/** registries.conf as the nodes would load it, made entry by entry when asked for one, and each once. */
export class IndexedRegistries implements LoadedRegistries {
  readonly #lookups: RegistryLookups;
  readonly #oddScopes: ReadonlySet<string>;
  readonly #behaviour: OperatorBehaviour;
  /** What there is, and never what there is not: names to ask for are without end. */
  readonly #entries = new Map<string, RegistryEntry | WildcardClash>();
  readonly #loaded = new Map<string, LoadedRegistry>();

  /** @param oddScopes scopes whose entries may be loaded under another prefix, or not at all */
  constructor(lookups: RegistryLookups, oddScopes: ReadonlySet<string>, behaviour: OperatorBehaviour) {
    this.#lookups = lookups;
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

  /** The entry of exactly this scope, or why the operator stops at it; undefined where it has none. */
  entryOf(scope: string): RegistryEntry | WildcardClash | undefined {
    const known = this.#entries.get(scope);
    if (known !== undefined) return known;
    const entry = registryOf(scope, this.#lookups);
    if (entry !== undefined) this.#entries.set(scope, entry);
    return entry;
  }

  /** The entries that some scopes have in the file, in its order: digest sources, tag sources, blocked scopes, insecure scopes (DOMAIN 3.5). */
  entriesOf(scopes: Iterable<string>): RegistryEntry[] {
    const placed: { readonly entry: RegistryEntry; readonly place: readonly [number, number] }[] = [];
    for (const scope of scopes) {
      const entry = this.entryOf(scope);
      if (entry !== undefined && !('wildcard' in entry)) placed.push({ entry, place: placeOf(scope, this.#lookups) });
    }
    placed.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1] || compareBytes(a.entry.scope, b.entry.scope));
    return placed.map(({ entry }) => entry);
  }

  /** Why the nodes would refuse the file; undefined where they load it. Only what is odd can be a reason. */
  get refusal(): string | undefined {
    if (this.#oddScopes.size === 0) return undefined;
    const scopes = new Set([...this.#oddScopes].flatMap((scope) => [scope, trimSlashes(scope)]));
    const loaded = loadRegistries(this.entriesOf(scopes), this.#behaviour);
    return loaded.kind === 'refused' ? loaded.message : undefined;
  }

  /** Entries that may be loaded under this prefix. */
  #candidates(prefix: string): readonly RegistryEntry[] {
    if (this.#oddScopes.size > 0)
      return this.entriesOf(new Set([prefix, ...[...this.#oddScopes].filter((scope) => trimSlashes(scope) === prefix)]));
    const entry = this.entryOf(prefix);
    return entry === undefined || 'wildcard' in entry ? [] : [entry];
  }
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
