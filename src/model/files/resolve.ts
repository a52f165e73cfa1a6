import {
  formatReference,
  type ImageReference,
  parseCanonicalReference,
  parseReference,
  withDefaultTag,
} from '../location/image-reference.ts';
import { matchedLength } from '../location/prefix-match.ts';
import {
  findRegistry,
  type LoadedMirror,
  type LoadedRegistries,
  type LoadedRegistry,
} from './loaded-registries.ts';

/** A location from which a node tries to pull. */
export interface PullSource {
  /**
   * The location in registries.conf. Empty for the registry of a wildcard entry, because the node does not
   * rewrite its name.
   */
  readonly location: string;
  /** Whether the node skips TLS verification. */
  readonly insecure: boolean;
  /** The pulls that the mirror serves; undefined for the registry itself. */
  readonly pullFromMirror?: LoadedMirror['pullFromMirror'];
  /** The full reference that the node requests from this location. */
  readonly reference: string;
  /** The reference without tag and digest. */
  readonly name: string;
  /** Prefix of the entry that blocks this attempt; the node continues with the next one. */
  readonly blockedBy?: string;
}

export type Resolution =
  | { readonly kind: 'invalid'; readonly message: string }
  /**
   * One location cannot be rewritten, so the pull fails before the node contacts any registry. There is no
   * fallback (DOMAIN 7.5).
   */
  | {
      readonly kind: 'fails';
      readonly matchedPrefix: string;
      readonly location: string;
      readonly message: string;
    }
  /**
   * In the order of the attempts, with the registry itself last. If no entry matches, `matchedPrefix` is
   * undefined and the node tries only the registry.
   */
  | {
      readonly kind: 'tries';
      readonly matchedPrefix: string | undefined;
      readonly sources: readonly PullSource[];
    };

/** Predicts where a node pulls an image that a user names (DOMAIN 7). Never throws. */
export function resolvePull(text: string, registries: LoadedRegistries): Resolution {
  const parsed = parseReference(text);
  return parsed.kind === 'invalid' ? parsed : resolveReference(withDefaultTag(parsed.reference), registries);
}

/**
 * Predicts where a node pulls a reference, using the entry with the longest matching prefix.
 * Cost: proportional to the length of the reference and the mirrors of that entry.
 */
export function resolveReference(reference: ImageReference, registries: LoadedRegistries): Resolution {
  const registry = findRegistry(registries, reference.name);
  if (registry === undefined) {
    const itself = {
      location: reference.name,
      insecure: false,
      reference: formatReference(reference),
      name: reference.name,
    };
    return { kind: 'tries', matchedPrefix: undefined, sources: [itself] };
  }
  const endpoints = rewriteAll(reference, registry);
  if (endpoints.kind === 'fails') return endpoints;
  const sources = endpoints.rewritten.map(({ endpoint, reference: at }) => ({
    location: endpoint.location,
    insecure: endpoint.insecure,
    ...('pullFromMirror' in endpoint ? { pullFromMirror: endpoint.pullFromMirror } : {}),
    reference: formatReference(at),
    name: at.name,
    ...blockOf(at.name, registries),
  }));
  return { kind: 'tries', matchedPrefix: registry.prefix, sources };
}

/** A mirror or the registry itself, with the reference that the node requests from it. */
interface RewrittenEndpoint {
  readonly endpoint: LoadedMirror | LoadedRegistry;
  readonly reference: ImageReference;
}

/**
 * The rewritten references of one entry, with the registry itself last. If one endpoint cannot be rewritten,
 * all pulls fail.
 */
export function rewriteAll(
  reference: ImageReference,
  registry: LoadedRegistry,
):
  | { readonly kind: 'rewritten'; readonly rewritten: readonly RewrittenEndpoint[] }
  | Extract<Resolution, { kind: 'fails' }> {
  const endpoints: readonly (LoadedMirror | LoadedRegistry)[] = [
    ...registry.mirrors.filter((mirror) => serves(mirror, reference)),
    registry,
  ];
  const text = formatReference(reference);
  if (matchedLength(text, registry.prefix) === -1) {
    // This occurs only if the entry was found by another name, without the tag or digest.
    const message = `invalid prefix '${registry.prefix}' for reference '${text}'`;
    return { kind: 'fails', matchedPrefix: registry.prefix, location: registry.location, message };
  }
  const all: RewrittenEndpoint[] = [];
  for (const endpoint of endpoints) {
    const rewritten = rewrite(reference, registry.prefix, endpoint.location);
    if (rewritten.kind === 'invalid') {
      return {
        kind: 'fails',
        matchedPrefix: registry.prefix,
        location: endpoint.location,
        message: `rewriting reference: ${rewritten.message}`,
      };
    }
    all.push({ endpoint, reference: rewritten.reference });
  }
  return { kind: 'rewritten', rewritten: all };
}

function serves(mirror: LoadedMirror, reference: ImageReference): boolean {
  const { pullFromMirror } = mirror;
  return pullFromMirror === 'all' || (pullFromMirror === 'digest-only') === (reference.digest !== undefined);
}

function rewrite(reference: ImageReference, prefix: string, location: string) {
  if (location === '') return { kind: 'reference', reference } as const;
  const text = formatReference(reference);
  return parseCanonicalReference(location + text.slice(matchedLength(text, prefix)));
}

/**
 * The node looks up each endpoint again by its own name, so a mirror inside a blocked scope is also blocked
 * (DOMAIN 7.4).
 */
function blockOf(name: string, registries: LoadedRegistries): { blockedBy?: string } {
  const registry = findRegistry(registries, name);
  return registry?.blocked === true ? { blockedBy: registry.prefix } : {};
}
