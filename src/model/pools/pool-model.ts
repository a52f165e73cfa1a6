import type { ClusterModel } from '../cluster-model.ts';
import type { OptionalFacts } from '../facts.ts';
import {
  findRegistry,
  type LoadedRegistries,
  type LoadedRegistry,
  type LoadResult,
  loadFile,
} from '../files/loaded-registries.ts';
import type { PolicyOutcome } from '../files/policy-json.ts';
import type { RegistryEntry } from '../files/registries.ts';
import { defaultSearchRegistries } from '../files/registries-conf.ts';
import { once } from '../once.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import type { NodeFiles } from '../rollout/rollout.ts';
import type { ContainersFile } from './containers-file.ts';
import { type PlacedFile, type PoolFiles, poolFilesOf } from './pool-files.ts';

/**
 * The files on the nodes of one pool: the files that the MCO writes for all pools, and those that
 * MachineConfigs of the pool add or replace (DOMAIN 7.8). Cost: proportional to the files of the
 * MachineConfigs, unless stated otherwise.
 */
export class PoolModel {
  readonly files: PoolFiles;
  /** The files that the MCO writes for all pools. */
  readonly cluster: ClusterModel;
  readonly #dropIns = once(() => registriesOf(this.files.dropIns, this.cluster.behavior));

  constructor(cluster: ClusterModel, files: PoolFiles) {
    this.cluster = cluster;
    this.files = files;
  }

  get pool(): string {
    return this.files.pool;
  }

  /** The MachineConfigs' files that take effect, in the order in which the nodes read them. */
  get effective(): readonly ContainersFile[] {
    const { registriesConf, policyJson } = this;
    return [registriesConf, ...this.files.dropIns, policyJson].filter((file) => file !== undefined);
  }

  /** The registries.conf of a MachineConfig, if it takes effect instead of the MCO's. */
  get registriesConf(): ContainersFile | undefined {
    return effectiveFile(this.files.registriesConf, () => this.cluster.writesRegistriesConf);
  }

  /** The policy.json of a MachineConfig, if it takes effect instead of the MCO's. */
  get policyJson(): ContainersFile | undefined {
    return effectiveFile(this.files.policyJson, () => this.cluster.policy.kind === 'written');
  }

  /**
   * Why the nodes cannot load the files, with the file of a MachineConfig that causes it; undefined if they
   * can load them.
   */
  get loadError(): { readonly message: string; readonly file?: ContainersFile } | undefined {
    const { registriesConf } = this;
    const { loadError, searchErrors } = this.cluster;
    const ofGenerated = registriesConf === undefined ? loadError : searchErrors[0]?.message;
    if (ofGenerated !== undefined) return { message: ofGenerated };
    for (const file of [...(registriesConf === undefined ? [] : [registriesConf]), ...this.files.dropIns]) {
      const message = this.#loadErrorOf(file);
      if (message !== undefined) return { message: `${file.path}: ${message}`, file };
    }
    return undefined;
  }

  #loadErrorOf({ content }: ContainersFile): string | undefined {
    if (content.kind === 'unloadable') return content.message;
    if (content.kind !== 'registries') return undefined;
    const loaded = loadFile(content.registries, this.cluster.behavior);
    return loaded.kind === 'failed' ? loaded.message : undefined;
  }

  /** Effective files with unknown content, which predictions leave out. */
  get unknownFiles(): readonly ContainersFile[] {
    return this.effective.filter(({ content }) => content.kind === 'unknown');
  }

  /** The registries as the nodes load them, by prefix. */
  readonly loaded: LoadedRegistries = {
    get: (prefix) => this.#dropIns().get(prefix)?.registry ?? this.#base().get(prefix),
  };

  readonly #base = once((): LoadedRegistries => {
    const { registriesConf } = this;
    return registriesConf === undefined
      ? this.cluster.loaded
      : toLoaded(registriesOf([registriesConf], this.cluster.behavior));
  });

  /** All registries as the nodes load them. Cost: the whole cluster. */
  load(): LoadResult {
    const { loadError, registriesConf } = this;
    if (loadError !== undefined) return { kind: 'failed', message: loadError.message };
    const base = this.cluster.load();
    const own =
      registriesConf === undefined ? undefined : registriesOf([registriesConf], this.cluster.behavior);
    const registries = new Map<string, LoadedRegistry>(
      own === undefined && base.kind === 'loaded' ? base.registries : [],
    );
    for (const [prefix, { registry }] of [...(own ?? []), ...this.#dropIns()])
      registries.set(prefix, registry);
    return { kind: 'loaded', registries };
  }

  /**
   * The files of a node of the pool, for a comparison with another state.
   *
   * @param scopes registries of the MCO's file to compare. Default: all
   */
  nodeFiles(scopes?: Iterable<string>): NodeFiles {
    const files = this.cluster.nodeFiles(scopes);
    const { registriesConf, policyJson } = this;
    const replaced =
      registriesConf === undefined
        ? {}
        : { registries: entriesOf(registriesConf), writesRegistriesConf: true };
    const { policy } = this;
    return {
      ...files,
      ...replaced,
      ...(policyJson !== undefined && policy.kind === 'written' ? { policy: policy.policy } : {}),
      otherFiles: new Map([
        ...files.otherFiles,
        ...this.files.dropIns.map(({ path, text }) => [path, text] as const),
      ]),
    };
  }

  get policy(): PolicyOutcome {
    const content = this.policyJson?.content;
    return content?.kind === 'policy' ? { kind: 'written', policy: content.policy } : this.cluster.policy;
  }

  /** The registries in which the nodes search for short names. */
  get searchRegistries(): readonly string[] {
    const { containerRuntimeSearchRegistries: searched = [] } = this.cluster.settings.imageConfig;
    const generated = searched.length === 0 ? undefined : searched;
    const inOrder = [
      searchRegistriesIn(this.registriesConf),
      generated,
      ...this.files.dropIns.map(searchRegistriesIn),
    ];
    return inOrder.findLast((list) => list !== undefined) ?? defaultSearchRegistries;
  }

  /** The MachineConfig file with the effective entry for exactly this prefix; undefined if there is none. */
  fileOf(prefix: string): ContainersFile | undefined {
    const dropIn = this.#dropIns().get(prefix);
    if (dropIn !== undefined) return dropIn.file;
    const { registriesConf } = this;
    return registriesConf === undefined ? undefined : this.loaded.get(prefix) && registriesConf;
  }

  /** Prefixes of all entries in MachineConfig files. */
  get ownPrefixes(): readonly string[] {
    const { registriesConf } = this;
    const own =
      registriesConf === undefined ? [] : registriesOf([registriesConf], this.cluster.behavior).keys();
    return [...new Set([...own, ...this.#dropIns().keys()])];
  }

  /**
   * The MachineConfig file that determines pulls of a repository instead of the MCO's file; undefined if
   * there is none.
   */
  overridingFile(repository: string): ContainersFile | undefined {
    const prefix = findRegistry(this.loaded, repository)?.prefix;
    const dropIn = prefix === undefined ? undefined : this.#dropIns().get(prefix);
    return dropIn?.file ?? this.registriesConf;
  }
}

/**
 * Returns all pools if any MachineConfig writes one of the files. Otherwise returns none, because the cluster
 * model applies to every pool.
 */
export function poolModelsOf(
  model: ClusterModel,
  { machineConfigFiles = [], machineConfigPools }: Partial<OptionalFacts>,
): readonly PoolModel[] {
  return poolFilesOf(machineConfigFiles, machineConfigPools).map((files) => new PoolModel(model, files));
}

interface FileRegistry {
  readonly registry: LoadedRegistry;
  readonly file: ContainersFile;
}

/**
 * Registries by prefix. The last file with an entry for a prefix provides the whole entry; within a file, the
 * first entry counts.
 */
function registriesOf(
  files: readonly ContainersFile[],
  behavior: OperatorBehavior,
): ReadonlyMap<string, FileRegistry> {
  const registries = new Map<string, FileRegistry>();
  for (const file of files) {
    if (file.content.kind !== 'registries') continue;
    const loaded = loadFile(file.content.registries, behavior);
    if (loaded.kind === 'failed') continue;
    for (const registry of loaded.registries.toReversed())
      registries.set(registry.prefix, { registry, file });
  }
  return registries;
}

function toLoaded(registries: ReadonlyMap<string, FileRegistry>): LoadedRegistries {
  return { get: (prefix) => registries.get(prefix)?.registry };
}

/**
 * The entries as the daemon compares them. A mirror for all pulls becomes one for digests and one for tags.
 */
function entriesOf({ content }: ContainersFile): readonly RegistryEntry[] {
  if (content.kind !== 'registries') return [];
  return content.registries.map((registry) => ({
    ...registry,
    scope: registry.prefix === '' ? registry.location : registry.prefix,
    mirrors: registry.mirrors.flatMap(({ pullFromMirror, ...mirror }) =>
      pullFromMirror === 'all'
        ? (['digest-only', 'tag-only'] as const).map((pulls) => ({ ...mirror, pullFromMirror: pulls }))
        : [{ ...mirror, pullFromMirror }],
    ),
  }));
}

/** @param isGenerated called only if the result depends on it, because it can cost time */
function effectiveFile(
  placed: PlacedFile | undefined,
  isGenerated: () => boolean,
): ContainersFile | undefined {
  if (placed === undefined) return undefined;
  return placed.replacesGenerated || !isGenerated() ? placed.file : undefined;
}

function searchRegistriesIn(file: ContainersFile | undefined): readonly string[] | undefined {
  return file?.content.kind === 'registries' ? file.content.searchRegistries : undefined;
}
