import type { OperatorBehaviour } from '../operator-behaviour.ts';
import { type RegistryEntry, type RegistryLookups, registryOf, type WildcardClash } from '../registries.ts';
import { bytesOfRegistry } from '../registries-conf.ts';
import type { EntrySource } from './registry-entries.ts';

/** What is true of a whole registries.conf, kept as sums over its scopes so that it follows from what changes. */
export interface FileTotals {
  /** Of all registries; the lines before them not counted. */
  readonly bytes: number;
  /** By listed scope. */
  readonly clashes: ReadonlyMap<string, WildcardClash>;
  /** Scopes whose entries the nodes do not load as they stand: few or none, since no schema lets them pass. */
  readonly oddScopes: ReadonlySet<string>;
}

const nothing: FileTotals = { bytes: 0, clashes: new Map(), oddScopes: new Set() };

/** @param scopes all that have an entry, each once. Cost: proportional to them and their mirrors. */
export function sumTotals(scopes: Iterable<string>, lookups: RegistryLookups, behaviour: OperatorBehaviour): FileTotals {
  // Nothing is kept: the entries of a whole cluster are many, and most are never asked for again.
  return changeTotals(nothing, scopes, noEntries, { get: (scope) => registryOf(scope, lookups) }, behaviour);
}

/** The totals after the entries of these scopes have changed. Cost: proportional to the scopes, and to clashes and oddities. */
export function changeTotals(
  totals: FileTotals,
  scopes: Iterable<string>,
  before: EntrySource,
  after: EntrySource,
  behaviour: OperatorBehaviour,
): FileTotals {
  let { bytes } = totals;
  const clashes = new Map(totals.clashes);
  const oddScopes = new Set(totals.oddScopes);
  for (const scope of scopes) {
    const old = before.get(scope);
    const now = after.get(scope);
    if (old !== undefined && !('wildcard' in old)) bytes -= bytesOfRegistry(old, behaviour);
    clashes.delete(scope);
    oddScopes.delete(scope);
    if (now === undefined) continue;
    if ('wildcard' in now) clashes.set(scope, now);
    else {
      bytes += bytesOfRegistry(now, behaviour);
      if (isOdd(now)) oddScopes.add(scope);
    }
  }
  return { bytes, clashes, oddScopes };
}

const noEntries: EntrySource = { get: () => undefined };

/** Whether loading could change the entry or refuse it: a slash at the end, a scheme, nothing at all, a wildcard with more than a domain. */
function isOdd({ scope, mirrors }: RegistryEntry): boolean {
  if (isOddLocation(scope) || (scope.startsWith('*.') && /[/@:]/.test(scope))) return true;
  return mirrors.some(({ location }) => isOddLocation(location));
}

function isOddLocation(location: string): boolean {
  return location === '' || location.endsWith('/') || location.startsWith('http://') || location.startsWith('https://');
}
