import type { LoadedMirror } from '../../model/files/loaded-registries.ts';
import type { PolicyVerdict } from '../../model/files/policy-json.ts';
import type { Origin } from '../origin.ts';
import type { Stop } from '../stop.ts';

/** One location that a node tries. */
export interface ResolvedSource {
  /** The full reference that the node requests at this location. */
  readonly reference: string;
  /**
   * The location in registries.conf; empty for a wildcard entry, where the node contacts the host of the
   * reference.
   */
  readonly location: string;
  /** Null for the source registry. */
  readonly pullFromMirror: LoadedMirror['pullFromMirror'] | null;
  /** Whether TLS verification is disabled. */
  readonly insecure: boolean;
  /** Prefix of the entry that blocks this location; the node continues with the next location. */
  readonly blockedBy: string | null;
  /**
   * Why the node tries this location: an entry lists it, contradicting lists put the source before mirrors
   * (DOMAIN 3.4), or it is the source.
   */
  readonly because: 'listed' | 'contradiction' | 'source';
  /** The entries that list the mirror or contradict each other; empty for the source. */
  readonly origins: readonly Origin[];
  /** The fields that block the location; empty if it is not blocked. */
  readonly blockedOrigins: readonly Origin[];
}

/** The pull of one reference. */
export interface ResolvedName {
  /** The reference as given. */
  readonly reference: string;
  /** Prefix of the matching entry; null if no entry matches and the node tries only the source. */
  readonly matchedPrefix: string | null;
  /**
   * Why the node tries no location: an invalid reference, or a mirror that the reference cannot be rewritten
   * to. There is no fallback then (DOMAIN 7.5).
   */
  readonly error: string | null;
  /** In the order in which the node tries them; empty with an error. */
  readonly sources: readonly ResolvedSource[];
  /**
   * The full image reference before any mirror, with `:latest` if it has neither tag nor digest; null for an
   * invalid reference.
   */
  readonly image: string | null;
  /** `digest` if the reference has both. */
  readonly pulledBy: 'digest' | 'tag' | null;
  /**
   * The location that the reference cannot be rewritten to, and the entries that name it; null without such
   * an error.
   */
  readonly failsAt: { readonly location: string; readonly origins: readonly Origin[] } | null;
  /**
   * The verdict of policy.json for the requested name, which is independent of the mirror (DOMAIN 4.4); null
   * if policy.json accepts every image.
   */
  readonly policy: {
    readonly verdict: PolicyVerdict;
    readonly scope: string | null;
    readonly origins: readonly Origin[];
  } | null;
  /** The result in one sentence. */
  readonly verdict: PullVerdict;
}

export interface ResolvedPull extends ResolvedName {
  /**
   * For a reference without a host: the references that CRI-O requests instead, in this order, until a
   * registry has the image (DOMAIN 7.1). Otherwise empty.
   */
  readonly candidates: readonly ResolvedName[];
  /** The MachineConfigPools whose nodes have this result; empty for all pools. */
  readonly pools: readonly string[];
  /** The results for other pools, whose MachineConfigs write other files. */
  readonly otherPools: readonly Omit<ResolvedPull, 'otherPools'>[];
}

export interface Resolved {
  /**
   * One result for each reference, in their order. If the operator stops or nodes cannot load the file, the
   * result is unknown and `error` contains the reason.
   */
  readonly results: readonly ResolvedPull[];
  readonly stops: readonly Stop[];
  /** Why nodes, or those of one pool, cannot load registries.conf. */
  readonly loadError: string | undefined;
}

/** The conditions of `resolve --fail-on`, by the values of that option. */
export const pullConditions = ['no-mirror', 'source', 'blocked', 'fails'] as const;

/**
 * `no-mirror`: no entry with a usable mirror matches. `source`: the first location is the source.
 * `blocked`: a location is blocked. `fails`: no location is left, a mirror cannot be rewritten, or
 * policy.json rejects the image.
 */
export type PullCondition = (typeof pullConditions)[number];

/** The outcome of a pull in one sentence. */
export interface PullVerdict {
  readonly kind: 'pulls' | 'no-mirror' | 'signed' | 'rejected' | 'fails' | 'unknown';
  /** Without a full stop at the end. For a failure, the error text of the node. */
  readonly text: string;
  readonly conditions: readonly PullCondition[];
}
