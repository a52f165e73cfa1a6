import { enclosingScopes, isInsideAny } from '../location/scope.ts';
import { compareBytes, sortByBytes } from '../text/byte-order.ts';
import { quoteGo } from '../text/go-quote.ts';

export type PullFromMirror = 'digest-only' | 'tag-only';

export interface RegistryMirror {
  readonly location: string;
  readonly insecure: boolean;
  readonly pullFromMirror: PullFromMirror;
}

/**
 * One `[[registry]]` of registries.conf. A wildcard has a prefix and no location; every other scope has a
 * location and no prefix.
 */
export interface RegistryEntry {
  readonly scope: string;
  readonly prefix: string;
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  /** In the order in which the nodes try them. */
  readonly mirrors: readonly RegistryMirror[];
}

/** The mirrors of one source for pulls by digest or by tag, merged over all objects. */
export interface MergedSource {
  readonly source: string;
  readonly order: { readonly mirrors: readonly string[] };
  readonly never: boolean;
}

/** The inputs of an entry. Each lookup is a map or an index. */
export interface RegistryLookups {
  readonly digest: { get(source: string): MergedSource | undefined };
  readonly tag: { get(source: string): MergedSource | undefined };
  /** `insecureRegistries`. `blocked` is the effective list (DOMAIN 4.1). */
  readonly insecure: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
}

/**
 * A listed scope that would inherit the mirrors of a wildcard. The operator cannot write such an entry and
 * stops (DOMAIN 3.7).
 */
export interface WildcardClash {
  readonly wildcard: string;
  readonly pulls: 'digest' | 'tag';
  /** The insecure or blocked scope inside the wildcard. */
  readonly scope: string;
}

/**
 * The entry of a scope in the file, the clash at which the operator stops, or undefined if the scope has no
 * entry.
 */
export function registryOf(
  scope: string,
  lookups: RegistryLookups,
): RegistryEntry | WildcardClash | undefined {
  const own = registryOfSource(scope, lookups);
  if (own !== undefined || !(lookups.insecure.has(scope) || lookups.blocked.has(scope))) return own;
  return registryOfListedScope(scope, lookups, (source) => registryOfSource(source, lookups));
}

function registryOfSource(source: string, lookups: RegistryLookups): RegistryEntry | undefined {
  const digest = lookups.digest.get(source);
  const tag = lookups.tag.get(source);
  if (digest === undefined && tag === undefined) return undefined;
  const { insecure } = lookups;
  const forDigests = toMirrors(digest, 'digest-only', insecure);
  const forTags = toMirrors(tag, 'tag-only', insecure);
  const mirrors =
    tag === undefined ? forDigests : digest === undefined ? forTags : [...forDigests, ...forTags];
  return newEntry(source, lookups, mirrors, digest?.never === true || tag?.never === true);
}

function toMirrors(
  source: MergedSource | undefined,
  pullFromMirror: PullFromMirror,
  insecure: ReadonlySet<string>,
): readonly RegistryMirror[] {
  if (source === undefined) return [];
  return source.order.mirrors.map((location) => ({
    location,
    insecure: isInsideAny(location, insecure),
    pullFromMirror,
  }));
}

/**
 * The entry of a listed scope that is not a source. It inherits the mirrors of the source around it, but not
 * its policy (DOMAIN 3.6).
 */
function registryOfListedScope(
  scope: string,
  lookups: RegistryLookups,
  sourceEntry: (source: string) => RegistryEntry | undefined,
): RegistryEntry | WildcardClash {
  const parent = findParent(scope, lookups);
  if (parent === undefined) return newEntry(scope, lookups, [], false);
  if (isWildcard(parent.source)) return { wildcard: parent.source, pulls: parent.pulls, scope };
  const rest = scope.slice(parent.source.length);
  const inherited = sourceEntry(parent.source)?.mirrors ?? [];
  // The mirror also inherits `insecure`; the operator does not check the longer location again.
  return newEntry(
    scope,
    lookups,
    inherited.map((mirror) => ({ ...mirror, location: mirror.location + rest })),
    false,
  );
}

/**
 * The source whose mirrors a listed scope inherits: the first in byte order, which is the broadest. Every
 * digest source precedes every tag source.
 */
function findParent(
  scope: string,
  { digest, tag }: RegistryLookups,
): { source: string; pulls: 'digest' | 'tag' } | undefined {
  const around = sortByBytes([...enclosingScopes(scope)]);
  const digestSource = around.find((source) => digest.get(source) !== undefined);
  if (digestSource !== undefined) return { source: digestSource, pulls: 'digest' };
  const tagSource = around.find((source) => tag.get(source) !== undefined);
  return tagSource === undefined ? undefined : { source: tagSource, pulls: 'tag' };
}

function newEntry(
  scope: string,
  { insecure, blocked }: RegistryLookups,
  mirrors: readonly RegistryMirror[],
  never: boolean,
): RegistryEntry {
  return {
    scope,
    prefix: isWildcard(scope) ? scope : '',
    location: isWildcard(scope) ? '' : scope,
    insecure: isInsideAny(scope, insecure),
    blocked: never || isInsideAny(scope, blocked),
    mirrors,
  };
}

function isWildcard(scope: string): boolean {
  return scope.startsWith('*.');
}

/** Compares in the operator's order. */
export function compareClashes(a: WildcardClash, b: WildcardClash): number {
  if (a.pulls !== b.pulls) return a.pulls === 'digest' ? -1 : 1;
  return compareBytes(a.wildcard, b.wildcard);
}

export function clashMessage({ wildcard }: WildcardClash): string {
  return `internal error: mirrorsAdjustedForNestedScope for a wildcard scope ${quoteGo(wildcard)}`;
}
