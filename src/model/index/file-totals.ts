import {
  type RegistryEntry,
  type RegistryLookups,
  registryOf,
  type WildcardClash,
} from '../files/registries.ts';
import { bytesOfRegistry } from '../files/registries-conf.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import type { EntrySource } from './registry-entries.ts';

/** What can keep a registries.conf from being written or loaded, by the scopes that do: few or none. */
export interface Oddities {
  /** By listed scope. */
  readonly clashes: ReadonlyMap<string, WildcardClash>;
  /** Scopes whose entries the nodes do not load as they stand: no schema lets them pass. */
  readonly oddScopes: ReadonlySet<string>;
}

/**
 * Properties of a whole registries.conf, kept as sums over its scopes. A change updates them at the cost of
 * what it touches.
 */
export interface FileTotals extends Oddities {
  /** Of all registries; the lines before them not counted. */
  readonly bytes: number;
}

export const noOddities: Oddities = { clashes: new Map(), oddScopes: new Set() };

/** @param scopes all that have an entry, each once. Cost: proportional to them and their mirrors. */
export function sumTotals(
  scopes: Iterable<string>,
  lookups: RegistryLookups,
  behaviour: OperatorBehaviour,
): FileTotals {
  // Nothing is kept: the entries of a whole cluster are many, and most are never asked for again.
  return changeTotals(
    { bytes: 0, ...noOddities },
    scopes,
    noEntries,
    { get: (scope) => registryOf(scope, lookups) },
    behaviour,
  );
}

/**
 * The totals after the entries of these scopes have changed. Cost: proportional to the scopes, and to clashes
 * and oddities.
 */
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
      if (isOdd(scope, locationsOf(now))) oddScopes.add(scope);
    }
  }
  return { bytes, clashes, oddScopes };
}

/**
 * The same of a file with digest mirrors alone, which is never measured: what is a source needs no entry to
 * be made.
 */
export function changeOddities(
  oddities: Oddities,
  scopes: Iterable<string>,
  lookups: RegistryLookups,
): Oddities {
  const clashes = new Map(oddities.clashes);
  const oddScopes = new Set(oddities.oddScopes);
  for (const scope of scopes) {
    clashes.delete(scope);
    oddScopes.delete(scope);
    const source = lookups.digest.get(scope);
    if (source !== undefined) {
      if (isOdd(scope, source.order.mirrors)) oddScopes.add(scope);
      continue;
    }
    const entry = registryOf(scope, lookups);
    if (entry === undefined) continue;
    if ('wildcard' in entry) clashes.set(scope, entry);
    else if (isOdd(scope, locationsOf(entry))) oddScopes.add(scope);
  }
  return { clashes, oddScopes };
}

const noEntries: EntrySource = { get: () => undefined };

/**
 * Whether loading could change or reject the entry: a slash at the end, a scheme, an empty location, a
 * wildcard with more than a domain.
 */
function isOdd(scope: string, mirrors: readonly string[]): boolean {
  return (
    isOddLocation(scope) || (scope.startsWith('*.') && /[/@:]/.test(scope)) || mirrors.some(isOddLocation)
  );
}

function locationsOf(entry: RegistryEntry): readonly string[] {
  return entry.mirrors.map(({ location }) => location);
}

function isOddLocation(location: string): boolean {
  return (
    location === '' ||
    location.endsWith('/') ||
    location.startsWith('http://') ||
    location.startsWith('https://')
  );
}
