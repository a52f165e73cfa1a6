import { searchRegistriesPath } from '../rollout/node-disruption.ts';
import { quoteGo } from '../text/go-quote.ts';
import { hasScheme, schemeMessage, trimSlashes } from './loaded-registries.ts';

export interface UnusableSearchRegistry {
  /** As written in the list. */
  readonly registry: string;
  /** The error of containers/image, after the path of the file. */
  readonly message: string;
}

/** Those of `containerRuntimeSearchRegistries` because of which the nodes cannot load the drop-in. */
export function findUnusableSearchRegistries(
  registries: readonly string[],
): readonly UnusableSearchRegistry[] {
  return registries.flatMap((registry) => {
    const error = searchRegistryError(registry);
    return error === undefined ? [] : { registry, message: `${searchRegistriesPath}: ${error}` };
  });
}

/**
 * Why containers/image rejects an element of `unqualified-search-registries` (DOMAIN 4.5); undefined if it
 * accepts it. An element must be a host with an optional port.
 */
export function searchRegistryError(registry: string): string | undefined {
  const trimmed = trimSlashes(registry);
  if (hasScheme(trimmed)) return schemeMessage(registry);
  return isDomain(trimmed) ? undefined : `Invalid unqualified-search-registries entry ${quoteGo(trimmed)}`;
}

/** Matches the domain pattern of the reference parser. */
function isDomain(text: string): boolean {
  return /^[a-zA-Z0-9.-]+(?::[0-9]+)?$/.test(text) && !/(^|\.)[.-]|[.-](\.|:|$)/.test(text);
}
