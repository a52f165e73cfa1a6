import {
  type RegistryEntry,
  type RegistryLookups,
  registryOf,
  type WildcardClash,
} from '../files/registries.ts';
import { bytesOfRegistry } from '../files/registries-conf.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import type { EntrySource } from './registry-entries.ts';

/**
 * Scopes that can prevent the operator from writing registries.conf or the nodes from loading it. Most
 * clusters have few or none.
 */
export interface FileHazards {
  /** By the insecure or blocked scope of the clash. */
  readonly clashes: ReadonlyMap<string, WildcardClash>;
  /** Scopes whose entries the nodes can change or reject when they load the file (see `isHazardous`). */
  readonly hazardousScopes: ReadonlySet<string>;
}

/**
 * Properties of a whole registries.conf, summed over its scopes. The cost of an update is proportional to the
 * changed scopes.
 */
export interface FileTotals extends FileHazards {
  /** Size of all registries, without the lines before the first one. */
  readonly bytes: number;
}

export const noFileHazards: FileHazards = { clashes: new Map(), hazardousScopes: new Set() };

/**
 * Cost: proportional to the scopes and their mirrors.
 *
 * @param scopes every scope with an entry, each once
 */
export function sumTotals(
  scopes: Iterable<string>,
  lookups: RegistryLookups,
  behavior: OperatorBehavior,
): FileTotals {
  // Does not cache the entries: a whole cluster has many, and most of them are never read again.
  return changeTotals(
    { bytes: 0, ...noFileHazards },
    scopes,
    noEntries,
    { get: (scope) => registryOf(scope, lookups) },
    behavior,
  );
}

/**
 * Returns the totals after the entries of these scopes changed. Cost: proportional to the scopes, the clashes
 * and the odd scopes.
 */
export function changeTotals(
  totals: FileTotals,
  scopes: Iterable<string>,
  before: EntrySource,
  after: EntrySource,
  behavior: OperatorBehavior,
): FileTotals {
  let { bytes } = totals;
  const clashes = new Map(totals.clashes);
  const hazardousScopes = new Set(totals.hazardousScopes);
  for (const scope of scopes) {
    const old = before.get(scope);
    const now = after.get(scope);
    if (old !== undefined && !('wildcard' in old)) bytes -= bytesOfRegistry(old, behavior);
    clashes.delete(scope);
    hazardousScopes.delete(scope);
    if (now === undefined) continue;
    if ('wildcard' in now) clashes.set(scope, now);
    else {
      bytes += bytesOfRegistry(now, behavior);
      if (isHazardous(scope, locationsOf(now))) hazardousScopes.add(scope);
    }
  }
  return { bytes, clashes, hazardousScopes };
}

/**
 * Updates the hazards without the size. For a scope with digest mirrors, checks the merged mirror list and
 * builds no entry.
 */
export function changeFileHazards(
  hazards: FileHazards,
  scopes: Iterable<string>,
  lookups: RegistryLookups,
): FileHazards {
  const clashes = new Map(hazards.clashes);
  const hazardousScopes = new Set(hazards.hazardousScopes);
  for (const scope of scopes) {
    clashes.delete(scope);
    hazardousScopes.delete(scope);
    const source = lookups.digest.get(scope);
    if (source !== undefined) {
      if (isHazardous(scope, source.order.mirrors)) hazardousScopes.add(scope);
      continue;
    }
    const entry = registryOf(scope, lookups);
    if (entry === undefined) continue;
    if ('wildcard' in entry) clashes.set(scope, entry);
    else if (isHazardous(scope, locationsOf(entry))) hazardousScopes.add(scope);
  }
  return { clashes, hazardousScopes };
}

const noEntries: EntrySource = { get: () => undefined };

/**
 * Whether the nodes could change or reject the entry when they load it: it has a trailing slash, a scheme, an
 * empty location, or a wildcard with a port or path.
 */
function isHazardous(scope: string, mirrors: readonly string[]): boolean {
  return (
    isHazardousLocation(scope) ||
    (scope.startsWith('*.') && /[/@:]/.test(scope)) ||
    mirrors.some(isHazardousLocation)
  );
}

function locationsOf(entry: RegistryEntry): readonly string[] {
  return entry.mirrors.map(({ location }) => location);
}

function isHazardousLocation(location: string): boolean {
  return (
    location === '' ||
    location.endsWith('/') ||
    location.startsWith('http://') ||
    location.startsWith('https://')
  );
}
