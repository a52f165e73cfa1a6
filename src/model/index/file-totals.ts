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
  const hazards = copyOf(totals);
  for (const scope of scopes) {
    const old = before.get(scope);
    const now = after.get(scope);
    if (old !== undefined && !('wildcard' in old)) bytes -= bytesOfRegistry(old, behavior);
    if (now !== undefined && !('wildcard' in now)) bytes += bytesOfRegistry(now, behavior);
    setHazards(hazards, scope, now);
  }
  return { bytes, ...hazards };
}

/** Updates the hazards without the size. */
export function changeFileHazards(
  hazards: FileHazards,
  scopes: Iterable<string>,
  lookups: RegistryLookups,
): FileHazards {
  const changed = copyOf(hazards);
  for (const scope of scopes) setHazards(changed, scope, registryOf(scope, lookups));
  return changed;
}

function copyOf({ clashes, hazardousScopes }: FileHazards) {
  return { clashes: new Map(clashes), hazardousScopes: new Set(hazardousScopes) };
}

function setHazards(
  { clashes, hazardousScopes }: ReturnType<typeof copyOf>,
  scope: string,
  entry: RegistryEntry | WildcardClash | undefined,
): void {
  clashes.delete(scope);
  hazardousScopes.delete(scope);
  if (entry === undefined) return;
  if ('wildcard' in entry) clashes.set(scope, entry);
  else if (isHazardous(scope, entry)) hazardousScopes.add(scope);
}

const noEntries: EntrySource = { get: () => undefined };

/**
 * Whether the nodes could change or reject the entry when they load it: it has a trailing slash, a scheme, an
 * empty location, or a wildcard with a port or path.
 */
function isHazardous(scope: string, { mirrors }: RegistryEntry): boolean {
  return (
    isHazardousLocation(scope) ||
    (scope.startsWith('*.') && /[/@:]/.test(scope)) ||
    mirrors.some(({ location }) => isHazardousLocation(location))
  );
}

function isHazardousLocation(location: string): boolean {
  return (
    location === '' ||
    location.endsWith('/') ||
    location.startsWith('http://') ||
    location.startsWith('https://')
  );
}
