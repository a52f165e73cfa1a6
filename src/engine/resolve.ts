import { ClusterModel } from '../model/cluster-model.ts';
import type { LoadedMirror, LoadedRegistries } from '../model/files/loaded-registries.ts';
import { type PolicyOutcome, type PolicyVerdict, policyVerdict } from '../model/files/policy-json.ts';
import { defaultSearchRegistries } from '../model/files/registries-conf.ts';
import { type PullSource, resolveReference } from '../model/files/resolve.ts';
import { formatReference, parseReference, withDefaultTag } from '../model/location/image-reference.ts';
import { pullCandidates } from '../model/location/short-names.ts';
import { type PoolModel, poolModelsOf } from '../model/pools/pool-model.ts';
import type { Cluster } from './cluster.ts';
import type { Origin } from './origin.ts';
import { describeLoadError } from './pool-load-error.ts';
import { PullOrigins } from './pull-origins.ts';
import { explainStops, type Stop } from './stop.ts';

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
  /** Why it is tried here: some entry lists it, lists that contradict each other put the source before mirrors (DOMAIN 3.4), or it is the source. */
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
  /** Why nothing is tried: no reference at all, or a mirror that it cannot be rewritten to, after which there is no fallback (DOMAIN 7.5). */
  readonly error: string | null;
  /** In the order tried; empty with an error. */
  readonly sources: readonly ResolvedSource[];
  /** What is asked for before any mirror, in full, with `:latest` where there was neither tag nor digest; null where it is no reference. */
  readonly image: string | null;
  /** A digest decides where there are both. */
  readonly pulledBy: 'digest' | 'tag' | null;
  /** The place that the reference cannot be rewritten to, and the entries that name it; null without such an error. */
  readonly failsAt: { readonly location: string; readonly origins: readonly Origin[] } | null;
  /** What policy.json says about the name asked for, whatever mirror would answer (DOMAIN 4.4); null where it accepts everything. */
  readonly policy: {
    readonly verdict: PolicyVerdict;
    readonly scope: string | null;
    readonly origins: readonly Origin[];
  } | null;
}

export interface ResolvedPull extends ResolvedName {
  /** Where the reference names no host: what CRI-O asks for in its place, in this order, until one answers (DOMAIN 7.1). Otherwise empty. */
  readonly candidates: readonly ResolvedName[];
  /** The MachineConfigPools whose nodes pull like this; empty for all pools. */
  readonly pools: readonly string[];
  /** How the nodes of other pools pull, whose MachineConfigs write other files. */
  readonly otherPools: readonly Omit<ResolvedPull, 'otherPools'>[];
}

export interface Resolved {
  /** One for each reference, in their order; with stops or a refusal each says in `error` that it is not known. */
  readonly results: readonly ResolvedPull[];
  readonly stops: readonly Stop[];
  /** Why the nodes, or those of one pool, would not load registries.conf. */
  readonly refusal: string | undefined;
}

/**
 * Where the nodes go for images, once the operator has written its files.
 *
 * A reference is taken as it stands, as containers/image reads it: without a host it is one of docker.io. CRI-O looks for such a
 * short name in each search registry, which is told in `candidates`; and of tag and digest it drops the tag.
 *
 * Cost: proportional to the cluster once, then to each reference.
 */
export function resolve(cluster: Cluster, references: readonly string[]): Resolved {
  const model = ClusterModel.predict(cluster.state);
  const stops = explainStops(model);
  const [stop] = stops;
  if (stop !== undefined) {
    const resolveReference = unresolved(`the operator would stop: ${stop.message}`);
    const results = references.map((each) => ({ ...resolveReference(each), pools: [], otherPools: [] }));
    return { results, stops, refusal: undefined };
  }
  const views = viewsOf(cluster, model);
  return {
    results: references.map((reference) => resolveInPools(reference, views)),
    stops,
    refusal: views.find(({ refusal }) => refusal !== undefined)?.refusal,
  };
}

type ResolveReference = (reference: string) => Omit<ResolvedPull, 'pools' | 'otherPools'>;

/** What the nodes of one pool have; without a pool, those of every pool. */
interface NodeView {
  readonly pool: string | undefined;
  readonly refusal: string | undefined;
  readonly resolve: ResolveReference;
}

function viewsOf(cluster: Cluster, model: ClusterModel): readonly NodeView[] {
  const pools = poolModelsOf(model, cluster.surroundings);
  return (pools.length === 0 ? [undefined] : pools).map((pool) => {
    const refusal = pool === undefined ? model.loadError : describeLoadError(pool);
    const resolver = new PullResolver(cluster, model, pool);
    return {
      pool: pool?.pool,
      refusal,
      resolve:
        refusal === undefined
          ? (reference) => resolver.resolveGiven(reference)
          : unresolved(`CRI-O cannot load the file: ${refusal}`),
    };
  });
}

function unresolved(reason: string): ResolveReference {
  const error = `unknown, because the nodes keep their configuration: ${reason}`;
  return (reference) => ({ ...unknown(reference, error), candidates: [] });
}

/** Groups the pools that pull in the same way. Workloads run on workers, so they come first. */
function resolveInPools(reference: string, views: readonly NodeView[]): ResolvedPull {
  const resolved = views.map(({ pool, resolve }) => ({ pool, result: resolve(reference) }));
  const groups = [...Map.groupBy(resolved, ({ result }) => JSON.stringify(result)).values()]
    .map((group) => ({
      pools: group.flatMap(({ pool }) => pool ?? []),
      result: (group[0] as (typeof group)[number]).result,
    }))
    .sort((a, b) => Number(b.pools.includes('worker')) - Number(a.pools.includes('worker')));
  const [first, ...others] = groups as [(typeof groups)[number], ...typeof groups];
  return {
    ...first.result,
    pools: others.length === 0 ? [] : first.pools,
    otherPools: others.map(({ pools, result }) => ({ ...result, pools })),
  };
}

/** Answers about many references from one model. */
export class PullResolver {
  readonly #registries: LoadedRegistries;
  readonly #policy: PolicyOutcome;
  readonly #origins: PullOrigins;
  readonly #searchRegistries: readonly string[];

  /** @param pool undefined if no MachineConfig changes what nodes have */
  constructor(cluster: Cluster, model: ClusterModel, pool?: PoolModel) {
    const { containerRuntimeSearchRegistries: searched = [] } = cluster.state.imageConfig;
    this.#registries = (pool ?? model).loaded;
    this.#policy = (pool ?? model).policy;
    this.#origins = new PullOrigins(cluster, model, pool);
    this.#searchRegistries =
      pool?.searchRegistries ?? (searched.length === 0 ? defaultSearchRegistries : searched);
  }

  resolveGiven(reference: string): Omit<ResolvedPull, 'pools' | 'otherPools'> {
    const candidates = pullCandidates(reference, this.#searchRegistries);
    const isShort = candidates.length !== 1 || candidates[0] !== reference;
    return {
      ...this.resolveName(reference),
      candidates: isShort ? candidates.map((candidate) => this.resolveName(candidate)) : [],
    };
  }

  resolveName(text: string): ResolvedName {
    const parsed = parseReference(text);
    if (parsed.kind === 'invalid') return unknown(text, parsed.message);
    const reference = withDefaultTag(parsed.reference);
    const resolution = resolveReference(reference, this.#registries);
    const policy = this.#policy;
    const evaluated = policy.kind === 'written' ? policyVerdict(policy.policy, reference) : undefined;
    const known = {
      reference: text,
      image: formatReference(reference),
      pulledBy: reference.digest === undefined ? ('tag' as const) : ('digest' as const),
      policy:
        evaluated === undefined
          ? null
          : {
              verdict: evaluated.verdict,
              scope: evaluated.scope ?? null,
              origins: this.#origins.ofPolicyScope(evaluated.scope),
            },
    };
    // A reference that is valid resolves: what is invalid was told above.
    if (resolution.kind === 'invalid') return unknown(text, resolution.message);
    const matchedPrefix = resolution.matchedPrefix ?? null;
    if (resolution.kind === 'fails') {
      const { location, message } = resolution;
      const pulls = known.pulledBy;
      const failsAt = {
        location,
        origins: this.#origins.ofMirror(resolution.matchedPrefix, location, pulls),
      };
      return { ...known, matchedPrefix, error: message, sources: [], failsAt };
    }
    const sources = resolution.sources.map((source) => this.#explain(source, matchedPrefix, known.pulledBy));
    return { ...known, matchedPrefix, error: null, sources, failsAt: null };
  }

  #explain(source: PullSource, matchedPrefix: string | null, pulls: 'digest' | 'tag'): ResolvedSource {
    const { location, insecure, pullFromMirror, reference, blockedBy } = source;
    const isMirror = pullFromMirror !== undefined && matchedPrefix !== null;
    const listing = isMirror ? this.#origins.ofMirror(matchedPrefix, location, pulls) : [];
    const isContradiction = isMirror && listing.length === 0 && location === matchedPrefix;
    return {
      reference,
      location,
      pullFromMirror: pullFromMirror ?? null,
      insecure,
      blockedBy: blockedBy ?? null,
      because: isContradiction ? 'contradiction' : isMirror ? 'listed' : 'source',
      origins: isContradiction ? this.#origins.ofContradiction(matchedPrefix, pulls) : listing,
      blockedOrigins: blockedBy === undefined ? [] : this.#origins.ofBlock(blockedBy),
    };
  }
}

function unknown(reference: string, error: string): ResolvedName {
  return {
    reference,
    matchedPrefix: null,
    error,
    sources: [],
    image: null,
    pulledBy: null,
    failsAt: null,
    policy: null,
  };
}
