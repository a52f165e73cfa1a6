import type { ClusterModel } from './cluster-model.ts';
import { type ImageConfig, isSameImageConfig } from './cluster-state.ts';
import type { OptionalFacts } from './facts.ts';
import type { EffectiveLists } from './files/blocked-registries.ts';
import { trimSlashes } from './files/loaded-registries.ts';
import { differingSources, isSameEntry, isSameMeaning } from './index/differing-sources.ts';
import type { ObjectChange } from './index/mirror-set-overlay.ts';
import { isSameList } from './json.ts';
import type { MirrorEntry, MirrorSet } from './mirror-set.ts';
import { once } from './once.ts';
import { type PoolModel, poolModelsOf } from './pools/pool-model.ts';
import { mostSevere, predictRollout, type Rollout, type RolloutSettings } from './rollout/rollout.ts';
import { sortByBytes } from './text/byte-order.ts';

/** An object before and after a write. */
export interface ObjectWrite extends ObjectChange {
  /** The stored version according to the request; undefined for a new object. */
  readonly before: MirrorSet | undefined;
}

/** Image `cluster` before and after a write. */
export interface ImageConfigWrite {
  readonly before: ImageConfig;
  readonly after: ImageConfig;
}

/** A cluster state before and after some writes. */
export interface ClusterChange {
  readonly writes: readonly ObjectWrite[];
  /** Undefined if no write changes the lists of Image `cluster`. */
  readonly imageConfig: ImageConfigWrite | undefined;
  readonly before: ClusterModel;
  readonly after: ClusterModel;
  /**
   * Sources whose entries differ between the versions of the written objects: first those in the new
   * versions, in document order, then those that only the old versions have.
   */
  readonly touched: readonly string[];
  readonly isTouched: ReadonlySet<string>;
  /** Every scope of registries.conf whose entry can differ. */
  readonly changedScopes: ReadonlySet<string>;
  /**
   * Every source for which the findings of a state rule can change: the touched sources, the next narrower
   * sources, the sources that match instead of a removed one, and the sources with a mirror in a touched
   * source or in a scope that becomes blocked or unblocked. All sources if the lists in policy.json change.
   * Includes one source of each written object that announces a policy change, because the write can
   * complete it.
   * Cost: proportional to the result.
   */
  affectedSources(): readonly string[];
}

/**
 * Applies writes to a stored state. Cost: proportional to both versions of the objects and the registries
 * that they change, or to the whole cluster if a write changes image.config.
 *
 * @param stored the state of an index. The index can lag behind the API server, so the old versions in the
 * writes take precedence over it.
 */
export function changeCluster(
  stored: ClusterModel,
  writes: readonly ObjectWrite[],
  image?: ImageConfigWrite,
): ClusterChange {
  const lagging = writes.filter(({ ref, before }) => !isSameVersion(stored.mirrorSets.object(ref), before));
  const before =
    lagging.length === 0
      ? undefined
      : stored.with(lagging.map((write) => ({ ref: write.ref, object: write.before })));
  const after = stored.with(writes);
  const isTouched = touchedSources(writes);
  const change = {
    writes,
    before: withImageConfig(before?.model ?? stored, image?.before),
    after: withImageConfig(after.model, image?.after),
    touched: [...isTouched],
    isTouched,
  };
  if (image === undefined || isSameImageConfig(image.before, image.after)) {
    const changedScopes =
      before === undefined ? after.changedScopes : before.changedScopes.union(after.changedScopes);
    const ofObjects = { ...change, imageConfig: undefined, changedScopes };
    return { ...ofObjects, affectedSources: once(() => findAffectedSources(ofObjects)) };
  }
  // The lists of image.config can affect every registry of the cluster.
  return {
    ...change,
    imageConfig: image,
    changedScopes: new Set([...scopesOf(change.before), ...scopesOf(change.after)]),
    affectedSources: once(() => [...isTouched.union(new Set(change.after.mirrorSets.namedSources()))]),
  };
}

function withImageConfig(model: ClusterModel, imageConfig: ImageConfig | undefined): ClusterModel {
  return imageConfig === undefined || isSameImageConfig(model.settings.imageConfig, imageConfig)
    ? model
    : model.withImageConfig(imageConfig);
}

function* scopesOf({ mirrorSets, listed }: ClusterModel): Generator<string, void> {
  yield* mirrorSets.sources();
  yield* listed.all;
}

function isSameVersion(known: MirrorSet | undefined, given: MirrorSet | undefined): boolean {
  if (known === given) return true;
  if (known === undefined || given === undefined) return false;
  const [a, b] = [known.entries, given.entries];
  return a.length === b.length && differingSources(a, b, isSameEntry).size === 0;
}

function touchedSources(writes: readonly ObjectWrite[]): Set<string> {
  const touched = new Set<string>();
  const gone = new Set<string>();
  for (const { before, object } of writes) {
    const [old, now] = [before?.entries ?? none, object?.entries ?? none];
    const differing = differingSources(old, now, isSameMeaning);
    addSources(touched, now, differing);
    addSources(gone, old, differing);
  }
  return touched.union(gone);
}

const none: readonly never[] = [];

/** Adds the wanted sources in document order. */
function addSources(
  sources: Set<string>,
  entries: readonly MirrorEntry[],
  wanted: ReadonlySet<string>,
): void {
  for (const { source } of entries) if (wanted.has(source)) sources.add(source);
}

function findAffectedSources({
  writes,
  before,
  after,
  touched,
  isTouched,
  changedScopes,
}: Omit<ClusterChange, 'affectedSources'>): readonly string[] {
  // The lists in policy.json apply to every source, and mirrors of the payload can change them (DOMAIN 4.1).
  if (!isSamePolicyLists(before.lists, after.lists))
    return [...isTouched.union(new Set(sortByBytes([...after.mirrorSets.namedSources()])))];
  const others = new Set<string>();
  for (const source of touched) {
    for (const inner of after.mirrorSets.sourcesNextBelow(source)) others.add(inner);
    // The source itself, or the source that matches its images after it is removed.
    const deciding = after.mirrorSets.decidingSource(source);
    if (deciding !== undefined) others.add(deciding);
  }
  for (const scope of changedScopes.union(isTouched)) {
    others.add(scope);
    if (!isTouched.has(scope) && blockingOf(before, scope) === blockingOf(after, scope)) continue;
    // Sources that get such a mirror in this change are already among the changed scopes.
    for (const { source } of before.mirrorSets.mirrorsMatchedBy(trimSlashes(scope))) others.add(source);
  }
  for (const source of announcedSources(writes)) others.add(source);
  return others.size === 0 ? touched : [...new Set([...touched, ...sortByBytes([...others])])];
}

/** One source of each written object that announces a policy change. */
function announcedSources(writes: readonly ObjectWrite[]): readonly string[] {
  return writes.flatMap(({ object }) =>
    object?.policyChange === undefined ? [] : object.entries.slice(0, 1).map(({ source }) => source),
  );
}

function isSamePolicyLists(before: EffectiveLists, after: EffectiveLists): boolean {
  return (
    before === after ||
    (isSameList(before.policyBlocked, after.policyBlocked) && isSameList(before.allowed, after.allowed))
  );
}

/** Whether an entry blocks the mirrors inside its scope; undefined if the scope has no entry. */
function blockingOf(model: ClusterModel, scope: string): boolean | undefined {
  const entry = model.registryOf(scope);
  return entry === undefined || 'wildcard' in entry ? undefined : entry.blocked;
}

/** The predicted effect of a change on the nodes. */
export type ChangeRollout =
  /** The operator stops in the state after the change. */
  | { readonly kind: 'stopped' }
  /** The operator stops in the state before the change, so the files on the nodes are older and unknown. */
  | { readonly kind: 'unknown' }
  | (Rollout & {
      readonly kind: 'predicted';
      /** The verdict of each pool; undefined if no MachineConfig makes pools differ. */
      readonly verdicts?: ReadonlyMap<string, Rollout['verdict']>;
    });

/**
 * Predicts the rollout for all pools; the most severe one if MachineConfigs make the pools differ. Cost:
 * proportional to the changed registries.
 *
 * @param facts MachineConfigs and pools. Default: no MachineConfig writes files of its own
 */
export function predictChangeRollout(
  { before, after, changedScopes }: Pick<ClusterChange, 'before' | 'after' | 'changedScopes'>,
  settings: Omit<RolloutSettings, 'behavior'>,
  facts: Partial<OptionalFacts> = {},
): ChangeRollout {
  if (after.problems.length > 0) return { kind: 'stopped' };
  if (before.problems.length > 0) return { kind: 'unknown' };
  const { behavior } = after;
  const predict = (old: ClusterModel | PoolModel, now: ClusterModel | PoolModel) =>
    predictRollout(old.nodeFiles(changedScopes), now.nodeFiles(changedScopes), { ...settings, behavior });
  const old = poolModelsOf(before, facts);
  const rollouts = poolModelsOf(after, facts).map((pool, index) => ({
    pool: pool.pool,
    rollout: predict(old[index] ?? before, pool),
  }));
  const [first, ...others] = rollouts.map(({ rollout }) => rollout);
  if (first === undefined) return { kind: 'predicted', ...predict(before, after) };
  const verdicts = new Map(rollouts.map(({ pool, rollout }) => [pool, rollout.verdict]));
  return { kind: 'predicted', ...mostSevere([first, ...others]), verdicts };
}
