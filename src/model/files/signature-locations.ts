import type { ImagePolicy, SignedScopes } from '../image-policies.ts';
import { type ImageReference, parseLiteralReference } from '../location/image-reference.ts';
import { compareNaturally } from '../text/natural-order.ts';
import { findRegistry, type LoadedRegistries, type LoadedRegistry } from './loaded-registries.ts';
import { rewriteAll } from './resolve.ts';

/** The data of registries.conf that the MCO reads for image policies. */
export interface RegistriesForSignatures {
  readonly loaded: LoadedRegistries;
  /** Scopes of the entries nested inside a scope (DOMAIN 3.8), in file order. */
  nestedIn(scope: string): Iterable<string>;
}

/**
 * Why the MCO stops at an image policy: its scope, or a location for the scope or for an entry nested inside
 * it, is not a valid name.
 */
export interface SignatureProblem {
  readonly kind: 'unusable-signature-location';
  readonly policy: ImagePolicy;
  /** Scope of the policy. */
  readonly scope: string;
  /** Prefix of the entry of registries.conf that applies to the scope. */
  readonly source: string | undefined;
  /**
   * The mirror or source that results in an invalid name; undefined if the scope itself is not a valid name.
   */
  readonly location: string | undefined;
  readonly message: string;
}

export type SignatureLocations =
  | { readonly kind: 'found'; readonly locations: ReadonlySet<string> }
  /** Never empty. The MCO checks the policy scopes in random order and stops at the first problem. */
  | { readonly kind: 'failed'; readonly problems: readonly SignatureProblem[] };

/**
 * The locations at which the nodes read signatures: each scope of an image policy, and the locations from
 * which nodes pull its images. This is the content of sigstore-registries.yaml.
 *
 * @param registries undefined if the MCO writes no registries.conf
 */
export function findSignatureLocations(
  { cluster, namespaced }: SignedScopes,
  registries: RegistriesForSignatures | undefined,
): SignatureLocations {
  const locations = new Set<string>();
  const problems: SignatureProblem[] = [];
  for (const [scope, [policy]] of [...cluster, ...namespaced]) {
    locations.add(scope);
    if (registries === undefined || policy === undefined) continue;
    const failure = addLocationsOf(scope, registries, locations);
    if (failure !== undefined) problems.push({ ...failure, policy, scope });
  }
  return problems.length === 0 ? { kind: 'found', locations } : { kind: 'failed', problems };
}

type Failure = Pick<SignatureProblem, 'kind' | 'source' | 'location' | 'message'>;

/** Returns the first failure, at which the MCO stops. */
function addLocationsOf(
  policyScope: string,
  { loaded, nestedIn }: RegistriesForSignatures,
  locations: Set<string>,
): Failure | undefined {
  for (const scope of withNested(policyScope, nestedIn)) {
    const registry = findRegistry(loaded, scope);
    if (registry === undefined) continue;
    const result = pullLocations(scope, registry);
    if ('message' in result) {
      const message =
        `error adding clusterimagepolicy scope ${policyScope} relevant ` + `mirrors: ${result.message}`;
      return { ...result, kind: 'unusable-signature-location', message };
    }
    for (const location of result.locations) locations.add(location);
  }
  return undefined;
}

function* withNested(scope: string, nestedIn: RegistriesForSignatures['nestedIn']): Generator<string, void> {
  yield scope;
  for (const nested of nestedIn(scope)) if (nested !== scope) yield nested;
}

// The MCO's own placeholders, which occur in its messages.
const pathPlaceholder = '/a';
const hostPlaceholder = 'matched';
const someDigest = `sha256:${'a'.repeat(64)}`;
const someTag = 'aaa';

function pullLocations(
  scope: string,
  registry: LoadedRegistry,
): { readonly locations: readonly string[] } | Omit<Failure, 'kind'> {
  const host = scope.startsWith('*.') ? `${hostPlaceholder}${scope.slice(1)}` : scope;
  const hasPlaceholder = !host.includes('/');
  const name = hasPlaceholder ? `${host}${pathPlaceholder}` : host;
  const source = registry.prefix;
  const parsed = parseLiteralReference(name);
  if (parsed.kind === 'invalid')
    return { source, location: undefined, message: `error parsing scope ${name}: ${parsed.message}` };
  const repository = parsed.reference.name;
  const pulls: readonly [string, ImageReference][] = [
    ['digest', { name: repository, digest: someDigest }],
    ['tag', { name: repository, tag: someTag }],
  ];
  const locations: string[] = [];
  for (const [pull, reference] of pulls) {
    const endpoints = rewriteAll(reference, registry);
    if (endpoints.kind === 'fails') {
      const message = `error getting ${pull} sources for scope ${name}: ${endpoints.message}`;
      return { source, location: endpoints.location, message };
    }
    for (const { endpoint, reference: at } of endpoints.rewritten) {
      // The registry of a wildcard entry has no location, and its name is a placeholder.
      if (endpoint.location !== '') locations.push(hasPlaceholder ? withoutPlaceholder(at.name) : at.name);
    }
  }
  return { locations };
}

function withoutPlaceholder(name: string): string {
  return name.endsWith(pathPlaceholder) ? name.slice(0, -pathPlaceholder.length) : name;
}

/** /etc/containers/registries.d/sigstore-registries.yaml, byte for byte. */
export function renderSignatureLocations(locations: Iterable<string>): string {
  const lines = [...locations].sort(compareNaturally).map((location) => {
    const key = quoteYaml(location);
    const value = 'use-sigstore-attachments: true';
    // yaml.v2 writes a key longer than 128 characters as an explicit key (`? key`).
    return key.length > 128 ? `  ? ${key}\n  : ${value}\n` : `  ${key}:\n    ${value}\n`;
  });
  return `docker:\n${lines.join('')}`;
}

const number = /^(\.[0-9]+|[0-9]+(\.[0-9]*)?|[0-9]+(:[0-5]?[0-9])+)$/;

function quoteYaml(location: string): string {
  if (location.startsWith('*')) return `'${location}'`;
  return number.test(location) ? JSON.stringify(location) : location;
}
