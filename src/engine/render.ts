import { ClusterModel } from '../model/cluster-model.ts';
import { droppedMessage } from '../model/files/blocked-registries.ts';
import type { PolicyJson } from '../model/files/policy-json.ts';
import type { RegistryEntry } from '../model/files/registries.ts';
import { type SizeBudget, type SizeVerdict, sizeBudget, utf8Length } from '../model/files/rendered-size.ts';
import { type PoolModel, poolModelsOf } from '../model/pools/pool-model.ts';
import { policyJsonPath, registriesConfPath } from '../model/rollout/node-disruption.ts';
import type { StartProblem } from '../model/start-problem.ts';
import { isTooLarge, renderedSizeOf } from '../rules/context/rendered-size.ts';
import { isHosted } from '../rules/context/rollout.ts';
import type { Cluster } from './cluster.ts';
import { describeLoadError } from './pool-load-error.ts';
import { explainStops, type Stop } from './stop.ts';

/** The files that the operator writes to every node. */
export interface Rendered {
  /**
   * /etc/containers/registries.conf, byte for byte; undefined if the operator stops, because nodes keep their
   * files then.
   */
  readonly registriesConf: string | undefined;
  /**
   * False if the operator has nothing to write; nodes then have the one-line file of their template (DOMAIN
   * 5.1).
   */
  readonly isWritten: boolean;
  /** The entries of registries.conf; empty if the operator stops. */
  readonly registries: readonly RegistryEntry[];
  /**
   * The part of /etc/containers/policy.json about registries; undefined if the file is not written and
   * accepts every image.
   */
  readonly policy: PolicyJson | undefined;
  /** If not empty, the operator stops at the first problem and reports nothing in the API. */
  readonly stops: readonly Stop[];
  /** Where the operator deviates from image.config; it only logs these deviations. */
  readonly ignored: readonly string[];
  /**
   * Why nodes cannot load the file. They continue with the previous file and cannot restart CRI-O (DOMAIN
   * 7.7).
   */
  readonly loadError: string | undefined;
  /**
   * The size of registries.conf in the rendered MachineConfig (DOMAIN 5.4); undefined if the operator stops.
   */
  readonly size:
    | (Pick<SizeBudget, 'bytes' | 'bytesLeft'> & {
        readonly fileBytes: number;
        readonly verdict: SizeVerdict;
      })
    | undefined;
  /** Why the machine-config-controller does not start, and when. */
  readonly start: (StartProblem & { readonly isAfterUpgrade: boolean }) | undefined;
  /** The pools whose nodes have other files because of MachineConfigs. */
  readonly pools: readonly RenderedPool[];
  /** In a hosted cluster, nodes do not get the file (DOMAIN 8.4). */
  readonly isHosted: boolean;
}

/** Files that the nodes of a pool have in addition to, or instead of, those of the operator. */
export interface RenderedPool {
  readonly pool: string;
  readonly files: readonly {
    readonly machineConfig: string;
    readonly path: string;
    /** Whether it replaces a file that the operator writes. */
    readonly isReplacement: boolean;
    readonly text: string;
    /** Why predictions ignore the file. */
    readonly ignored?: string;
  }[];
  /** Why the nodes of this pool cannot load the files. */
  readonly loadError: string | undefined;
}

/** Whether nodes do not receive the file, cannot load it, or the controller does not start. */
export function isFailing(rendered: Rendered): boolean {
  const { stops, size, start } = rendered;
  return (
    stops.length > 0 ||
    !isLoadable(rendered) ||
    (size !== undefined && isTooLarge(size)) ||
    start?.isAfterUpgrade === false
  );
}

/** Whether the nodes of every pool can load their files. */
export function isLoadable({ loadError, pools }: Rendered): boolean {
  return loadError === undefined && pools.every((pool) => pool.loadError === undefined);
}

/**
 * Predicts the files that the operator writes.
 * Cost: proportional to entries and mirrors, apart from sorting.
 */
export function render(cluster: Cluster): Rendered {
  return renderModel(ClusterModel.predict(cluster.state), cluster);
}

export function renderModel(
  model: ClusterModel,
  { optionalFacts }: Pick<Cluster, 'optionalFacts'>,
): Rendered {
  const registriesConf = model.registriesConf;
  const isStopped = registriesConf === undefined;
  const loaded = model.load();
  const fileBytes = isStopped ? 0 : utf8Length(registriesConf);
  const start = model.startProblem;
  return {
    registriesConf,
    isWritten: !isStopped && model.writesRegistriesConf,
    registries: isStopped ? [] : model.registries,
    policy: !isStopped && model.policy.kind === 'written' ? model.policy.policy : undefined,
    stops: explainStops(model),
    ignored: describeIgnored(model),
    loadError: !isStopped && loaded.kind === 'failed' ? loaded.message : undefined,
    size: isStopped
      ? undefined
      : {
          fileBytes,
          ...sizeBudget(fileBytes, 0),
          verdict: renderedSizeOf(model, model, optionalFacts).verdict,
        },
    start:
      start === undefined
        ? undefined
        : { ...start, isAfterUpgrade: model.behavior.osImageStream === 'after-upgrade' },
    pools: isStopped ? [] : renderPools(poolModelsOf(model, optionalFacts)),
    isHosted: isHosted(optionalFacts) && optionalFacts.platform?.isHostedSpec !== true,
  };
}

function renderPools(pools: readonly PoolModel[]): readonly RenderedPool[] {
  return pools
    .filter(({ effective }) => effective.length > 0)
    .map((pool) => ({
      pool: pool.pool,
      files: pool.effective.map(({ machineConfig, path, text, content }) => ({
        machineConfig,
        path,
        isReplacement: path === registriesConfPath || path === policyJsonPath,
        text,
        ...(content.kind === 'unknown' ? { ignored: content.message } : {}),
      })),
      loadError: describeLoadError(pool),
    }));
}

function describeIgnored({ lists }: ClusterModel): readonly string[] {
  if (lists.failure?.kind === 'probe-failed') {
    return [`the operator would ignore blockedRegistries and allowedRegistries: ${lists.failure.message}`];
  }
  const dropped = droppedMessage(lists);
  return dropped === undefined
    ? []
    : [
        `the operator would not block ${lists.dropped.join(', ')}, because the release image must stay ` +
          'available',
      ];
}
