import type { LoadedMirror } from '../../model/files/loaded-registries.ts';
import type { PolicyVerdict } from '../../model/files/policy-json.ts';
import type { Origin } from '../origin.ts';
import type { Stop } from '../stop.ts';

/** One place that a node tries. */
export interface ResolvedSource {
  /** What is asked for there, in full. */
  readonly reference: string;
  /** As registries.conf has it; empty for the registry behind a wildcard, whose own name is asked. */
  readonly location: string;
  /** Null for the registry itself. */
  readonly pullFromMirror: LoadedMirror['pullFromMirror'] | null;
  /** Whether TLS is not verified. */
  readonly insecure: boolean;
  /** Prefix of the entry that forbids this attempt; the node goes on with the next. */
  readonly blockedBy: string | null;
  /**
   * Why it is tried here: some entry lists it, lists that contradict each other put the source before mirrors
   * (DOMAIN 3.4), or it is the source.
   */
  readonly because: 'listed' | 'contradiction' | 'source';
  /** The entries that list the mirror, or that contradict each other; empty for the registry itself. */
  readonly origins: readonly Origin[];
  /** Why it is blocked; empty where it is not. */
  readonly blockedOrigins: readonly Origin[];
}

/** How one reference is pulled. */
export interface ResolvedName {
  /** As it was given. */
  readonly reference: string;
  /** Prefix of the one entry that decides; null where none matches, and only the registry itself is tried. */
  readonly matchedPrefix: string | null;
  /**
   * Why nothing is tried: no reference at all, or a mirror that it cannot be rewritten to, after which there
   * is no fallback (DOMAIN 7.5).
   */
  readonly error: string | null;
  /** In the order tried; empty with an error. */
  readonly sources: readonly ResolvedSource[];
  /**
   * What is asked for before any mirror, in full, with `:latest` where there was neither tag nor digest; null
   * where it is no reference.
   */
  readonly image: string | null;
  /** A digest decides where there are both. */
  readonly pulledBy: 'digest' | 'tag' | null;
  /**
   * The place that the reference cannot be rewritten to, and the entries that name it; null without such an
   * error.
   */
  readonly failsAt: { readonly location: string; readonly origins: readonly Origin[] } | null;
  /**
   * The decision of policy.json about the requested name, whatever the mirror (DOMAIN 4.4); null if it
   * accepts everything.
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
   * For a reference without a host: what CRI-O requests instead, in this order, until a registry responds
   * (DOMAIN 7.1). Otherwise empty.
   */
  readonly candidates: readonly ResolvedName[];
  /** The MachineConfigPools whose nodes pull like this; empty for all pools. */
  readonly pools: readonly string[];
  /** How the nodes of other pools pull, whose MachineConfigs write other files. */
  readonly otherPools: readonly Omit<ResolvedPull, 'otherPools'>[];
}

export interface Resolved {
  /**
   * One for each reference, in their order. With stops or a load error, the result is unknown and `error` has
   * the reason.
   */
  readonly results: readonly ResolvedPull[];
  readonly stops: readonly Stop[];
  /** Why the nodes, or those of one pool, would not load registries.conf. */
  readonly loadError: string | undefined;
}

/** The conditions under which `resolve --fail-on` exits with status 1, by the words of that option. */
export const pullConditions = ['no-mirror', 'source', 'blocked', 'fails'] as const;

/**
 * `no-mirror`: no entry with a usable mirror matches. `source`: the first location is the source.
 * `blocked`: a location is blocked. `fails`: no location is left, a mirror cannot be rewritten, or
 * policy.json rejects the image.
 */
export type PullCondition = (typeof pullConditions)[number];

/** What happens to a pull, in one sentence. */
export interface PullVerdict {
  readonly kind: 'pulls' | 'no-mirror' | 'signed' | 'rejected' | 'fails' | 'unknown';
  /** Without a full stop at the end; a failure has the error text of the node. */
  readonly text: string;
  readonly conditions: readonly PullCondition[];
}
