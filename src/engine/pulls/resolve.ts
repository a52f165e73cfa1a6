import { ClusterModel } from '../../model/cluster-model.ts';
import type { LoadedRegistries } from '../../model/files/loaded-registries.ts';
import { type PolicyOutcome, policyVerdict } from '../../model/files/policy-json.ts';
import { defaultSearchRegistries } from '../../model/files/registries-conf.ts';
import { type PullSource, resolveReference } from '../../model/files/resolve.ts';
import { formatReference, parseReference, withDefaultTag } from '../../model/location/image-reference.ts';
import { pullCandidates } from '../../model/location/short-names.ts';
import { type PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import type { Cluster } from '../cluster.ts';
import { describeLoadError } from '../pool-load-error.ts';
import { explainStops } from '../stop.ts';
import { PullOrigins } from './pull-origins.ts';
import type { Resolved, ResolvedName, ResolvedPull, ResolvedSource } from './resolved.ts';
import { unknownVerdict, verdictOf, verdictOfCandidates } from './verdict.ts';

/**
 * Resolves image references to the locations that nodes try once the operator has written its files.
 * References are parsed as containers/image parses them: a reference without a host belongs to docker.io.
 * CRI-O tries such a short name in each search registry; `candidates` lists them. If a reference has a tag
 * and a digest, CRI-O drops the tag.
 * Cost: proportional to the cluster once, then to each reference.
 */
export function resolve(cluster: Cluster, references: readonly string[]): Resolved {
  return pullPredictor(cluster)(references);
}

/** Like `resolve`, for callers that resolve references of one cluster repeatedly. */
export function pullPredictor(cluster: Cluster): (references: readonly string[]) => Resolved {
  const model = ClusterModel.predict(cluster.state);
  const stops = explainStops(model);
  const [stop] = stops;
  if (stop !== undefined) {
    const resolveReference = unresolved(`the operator would stop: ${stop.message}`);
    return (references) => ({
      results: references.map((each) => ({ ...resolveReference(each), pools: [], otherPools: [] })),
      stops,
      loadError: undefined,
    });
  }
  const views = viewsOf(cluster, model);
  return (references) => ({
    results: references.map((reference) => resolveInPools(reference, views)),
    stops,
    loadError: views.find(({ loadError }) => loadError !== undefined)?.loadError,
  });
}

type ResolveReference = (reference: string) => Omit<ResolvedPull, 'pools' | 'otherPools'>;

/** The model of the nodes of one pool; without a pool, of every pool. */
interface NodeView {
  readonly pool: string | undefined;
  readonly loadError: string | undefined;
  readonly resolve: ResolveReference;
}

function viewsOf(cluster: Cluster, model: ClusterModel): readonly NodeView[] {
  const pools = poolModelsOf(model, cluster.optionalFacts);
  return (pools.length === 0 ? [undefined] : pools).map((pool) => {
    const loadError = pool === undefined ? model.loadError : describeLoadError(pool);
    const resolver = new PullResolver(cluster, model, pool);
    return {
      pool: pool?.pool,
      loadError,
      resolve:
        loadError === undefined
          ? (reference) => resolver.resolveGiven(reference)
          : unresolved(`CRI-O cannot load the file: ${loadError}`),
    };
  });
}

function unresolved(reason: string): ResolveReference {
  const error = `unknown, because the nodes keep their configuration: ${reason}`;
  return (reference) => ({
    ...withoutSources(reference, error),
    verdict: unknownVerdict(error),
    candidates: [],
  });
}

/** Groups the pools that pull in the same way. Worker pools come first, because workloads run there. */
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

/** Resolves any number of references with one model. */
export class PullResolver {
  readonly #registries: LoadedRegistries;
  readonly #policy: PolicyOutcome;
  readonly #origins: PullOrigins;
  readonly #searchRegistries: readonly string[];

  /** @param pool undefined if no MachineConfig changes the files of nodes */
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
    const name = this.resolveName(reference);
    if (!isShort || name.image === null) return { ...name, candidates: [] };
    const resolved = candidates.map((candidate) => this.resolveName(candidate));
    return { ...name, verdict: verdictOfCandidates(resolved), candidates: resolved };
  }

  resolveName(text: string): ResolvedName {
    const name = this.#resolve(text);
    const mirrors =
      name.matchedPrefix === null ? [] : (this.#registries.get(name.matchedPrefix)?.mirrors ?? []);
    return { ...name, verdict: verdictOf(name, mirrors) };
  }

  #resolve(text: string): Omit<ResolvedName, 'verdict'> {
    const parsed = parseReference(text);
    if (parsed.kind === 'invalid') return withoutSources(text, parsed.message);
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
    // The reference is valid here; invalid references returned above.
    if (resolution.kind === 'invalid') return withoutSources(text, resolution.message);
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

function withoutSources(reference: string, error: string): Omit<ResolvedName, 'verdict'> {
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
