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

/** One place that a node tries. */
export interface PullSource {
  /** As registries.conf has it; empty for the registry behind a wildcard, whose name stays as it is. */
  readonly location: string;
  /** Whether TLS is not verified. */
  readonly insecure: boolean;
  /** Which pulls the mirror serves; undefined for the registry itself. */
  readonly pullFromMirror?: LoadedMirror['pullFromMirror'];
  /** What is asked for there, in full. */
  readonly reference: string;
  /** The reference without tag and digest. */
  readonly name: string;
  /** Prefix of the blocked entry that forbids this attempt; the node goes on with the next one. */
  readonly blockedBy?: string;
}

export type Resolution =
  | { readonly kind: 'invalid'; readonly message: string }
  /**
   * The pull fails before any registry is contacted, because one mirror cannot be rewritten: there is no
   * fallback (DOMAIN 7.5).
   */
  | {
      readonly kind: 'fails';
      readonly matchedPrefix: string;
      readonly location: string;
      readonly message: string;
    }
  /**
   * In the order tried, the registry itself last. Without an entry, `matchedPrefix` is undefined and only the
   * registry is tried.
   */
  | {
      readonly kind: 'tries';
      readonly matchedPrefix: string | undefined;
      readonly sources: readonly PullSource[];
    };

/** Where a node goes for an image that a user names (DOMAIN 7). Never throws. */
export function resolvePull(text: string, registries: LoadedRegistries): Resolution {
  const parsed = parseReference(text);
  return parsed.kind === 'invalid' ? parsed : resolveReference(withDefaultTag(parsed.reference), registries);
}

/**
 * Where a node goes for a reference, by the one entry whose prefix is the longest that matches.
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
  const places = rewriteAll(reference, registry);
  if (places.kind === 'fails') return places;
  const sources = places.rewritten.map(({ place, reference: at }) => ({
    location: place.location,
    insecure: place.insecure,
    ...('pullFromMirror' in place ? { pullFromMirror: place.pullFromMirror } : {}),
    reference: formatReference(at),
    name: at.name,
    ...blockOf(at.name, registries),
  }));
  return { kind: 'tries', matchedPrefix: registry.prefix, sources };
}

/** A mirror or the registry itself, with what is requested there. */
interface RewrittenPlace {
  readonly place: LoadedMirror | LoadedRegistry;
  readonly reference: ImageReference;
}

/**
 * Where the pulls of one entry go, the registry itself last. One place that cannot be rewritten fails all.
 */
export function rewriteAll(
  reference: ImageReference,
  registry: LoadedRegistry,
):
  | { readonly kind: 'rewritten'; readonly rewritten: readonly RewrittenPlace[] }
  | Extract<Resolution, { kind: 'fails' }> {
  const places: readonly (LoadedMirror | LoadedRegistry)[] = [
    ...registry.mirrors.filter((mirror) => serves(mirror, reference)),
    registry,
  ];
  const text = formatReference(reference);
  if (matchedLength(text, registry.prefix) === -1) {
    // Only for an entry that was found by another name, with a tag or digest.
    const message = `invalid prefix '${registry.prefix}' for reference '${text}'`;
    return { kind: 'fails', matchedPrefix: registry.prefix, location: registry.location, message };
  }
  const all: RewrittenPlace[] = [];
  for (const place of places) {
    const rewritten = rewrite(reference, registry.prefix, place.location);
    if (rewritten.kind === 'invalid') {
      return {
        kind: 'fails',
        matchedPrefix: registry.prefix,
        location: place.location,
        message: `rewriting reference: ${rewritten.message}`,
      };
    }
    all.push({ place, reference: rewritten.reference });
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
 * Each place is looked up again, by its own name: a mirror inside a blocked scope is blocked too (DOMAIN
 * 7.4).
 */
function blockOf(name: string, registries: LoadedRegistries): { blockedBy?: string } {
  const registry = findRegistry(registries, name);
  return registry?.blocked === true ? { blockedBy: registry.prefix } : {};
}
