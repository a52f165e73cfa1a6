import type { ClusterModel } from '../../model/cluster-model.ts';
import { trimSlashes } from '../../model/files/loaded-registries.ts';
import { enclosingScopes } from '../../model/location/scope.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import { effectivePolicy } from '../../model/mirror-set.ts';
import type { PoolModel } from '../../model/pools/pool-model.ts';
import type { Cluster } from '../cluster.ts';
import { type Origin, originInMachineConfig, originOf, originsInImageConfig } from '../origin.ts';

/**
 * The fields and objects that cause an entry of registries.conf or policy.json. The cost of a lookup is
 * proportional to its result.
 */
export class PullOrigins {
  readonly #cluster: Cluster;
  readonly #model: ClusterModel;
  readonly #pool: PoolModel | undefined;

  constructor(cluster: Cluster, model: ClusterModel, pool?: PoolModel) {
    this.#cluster = cluster;
    this.#model = model;
    this.#pool = pool;
  }

  /**
   * The fields that list a mirror of the entry with this prefix. For mirrors that the entry inherited, the
   * fields of the broader source.
   */
  ofMirror(prefix: string, location: string, pulls: 'digest' | 'tag'): readonly Origin[] {
    const file = this.#pool?.fileOf(prefix);
    if (file !== undefined) return [originInMachineConfig(file)];
    const own = this.#lists(prefix, pulls);
    if (own !== undefined) return listing(own, (mirror) => mirror === trimSlashes(location));
    for (const scope of enclosingScopes(prefix)) {
      const around = this.#lists(scope, pulls);
      if (around === undefined) continue;
      const rest = prefix.slice(scope.length);
      const origins = listing(around, (mirror) => mirror + rest === location);
      if (origins.length > 0) return origins;
    }
    return [];
  }

  /** The entries with contradicting mirror orders, which put the source before some of their mirrors. */
  ofContradiction(source: string, pulls: 'digest' | 'tag'): readonly Origin[] {
    const lists = this.#lists(source, pulls);
    const overruled = new Set(lists?.order.overruled.flatMap((step) => step.lists));
    // Include the lists that determine the order, because the conflict is between both.
    return overruled.size === 0
      ? []
      : (lists?.contributions ?? []).map((contribution) => originOf(contribution, 'mirrors'));
  }

  /** Why the entry with this prefix is blocked: a list in image.config, or NeverContactSource. */
  ofBlock(prefix: string): readonly Origin[] {
    const file = this.#pool?.fileOf(prefix);
    if (file !== undefined) return [originInMachineConfig(file)];
    const never = [this.#lists(prefix, 'digest'), this.#lists(prefix, 'tag')].flatMap(
      (lists) => lists?.contributions ?? [],
    );
    const policies = never.filter(({ entry }) => effectivePolicy(entry) === 'NeverContactSource');
    const listed = [...enclosingScopes(prefix)].flatMap((scope) =>
      this.#inImageConfig('blockedRegistries', scope),
    );
    return [...policies.map((contribution) => originOf(contribution, 'mirrorSourcePolicy')), ...listed];
  }

  /**
   * @param scope the scope in policy.json; undefined for the default, which is "reject" if a list of allowed
   * registries exists
   */
  ofPolicyScope(scope: string | undefined): readonly Origin[] {
    const file = this.#pool?.policyJson;
    if (file !== undefined) return [originInMachineConfig(file)];
    if (scope !== undefined) {
      const listed = this.#inImageConfig('blockedRegistries', scope);
      return listed.length > 0 ? listed : this.#inImageConfig('allowedRegistries', scope);
    }
    const { allowedRegistries = [] } = this.#cluster.state.imageConfig;
    return allowedRegistries.length === 0
      ? []
      : [{ kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', 'allowedRegistries'] }];
  }

  /** Nodes ignore a trailing slash of a source. */
  #lists(source: string, pulls: 'digest' | 'tag'): MergedLists | undefined {
    const lists = this.#model.mirrorSets[pulls];
    return lists.get(source) ?? lists.get(`${source}/`);
  }

  #inImageConfig(list: 'blockedRegistries' | 'allowedRegistries', scope: string): readonly Origin[] {
    const { imageConfig } = this.#cluster.state;
    return [
      ...originsInImageConfig(list, scope, imageConfig),
      ...originsInImageConfig(list, `${scope}/`, imageConfig),
    ];
  }
}

function listing({ contributions }: MergedLists, isSearched: (mirror: string) => boolean): readonly Origin[] {
  return contributions.flatMap((contribution) => {
    const index = contribution.entry.mirrors.findIndex((mirror) => isSearched(trimSlashes(mirror)));
    return index === -1 ? [] : [originOf(contribution, 'mirrors', index)];
  });
}
