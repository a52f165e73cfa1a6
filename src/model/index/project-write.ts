import type { ImageConfig } from '../cluster-state.ts';
import type { MirrorEntry, MirrorSet } from '../mirror-set.ts';
import { newestVersion, type OpenShiftVersion } from '../openshift-version.ts';
import { foreseeRollout, type NodeFiles, type Rollout, type RolloutSettings } from '../rollout/rollout.ts';
import type { ClusterIndex, ObjectChange } from './cluster-index.ts';
import { differingSources, isSameEntry, isSameMeaning } from './differing-sources.ts';
import type { MirrorSetIndex } from './mirror-set-index.ts';
import { MirrorSetOverlay } from './mirror-set-overlay.ts';
import { MirrorSetsView } from './mirror-sets-view.ts';
import { changeNodeTotals } from './node-totals.ts';
import { NodeView } from './node-view.ts';

/** A write as it changes the cluster: one object before and after it. */
export interface ProjectedWrite extends ObjectChange {
  /** What is stored now, by whoever asks; undefined for a new object. */
  readonly before: MirrorSet | undefined;
}

/** All mirror sets without and with the write. */
export interface MirrorSetsFact {
  readonly before: MirrorSetsView;
  readonly after: MirrorSetsView;
  /** Sources about which the object says something else than before; those of the new version in its order, then those that are gone. */
  readonly touched: readonly string[];
  /** The same, to ask about one. */
  readonly isTouched: ReadonlySet<string>;
}

/** What the nodes will have, without and with the write. */
export interface NodesFact {
  readonly before: NodeView;
  readonly after: NodeView;
  /** Every scope of registries.conf whose entry may differ between the two. */
  readonly changedScopes: ReadonlySet<string>;
}

/** The mirror sets without and with a write. Both facts read the same ones, so that each source is merged once. */
export interface WriteOverlays {
  /** Undefined where the index holds just what the write says is stored. */
  readonly before: MirrorSetOverlay | undefined;
  readonly after: MirrorSetOverlay;
}

/** Cost: proportional to both versions of the object, and to the other entries of their sources. */
export function overlayWrite(index: MirrorSetIndex, write: ProjectedWrite): WriteOverlays {
  return {
    before: overlayUnlessStored(index, write),
    after: new MirrorSetOverlay(index, write.ref, write.object),
  };
}

/** Cost: proportional to both versions of the object. */
export function projectMirrorSets(
  index: MirrorSetIndex,
  write: ProjectedWrite,
  { before, after }: WriteOverlays = overlayWrite(index, write),
): MirrorSetsFact {
  const touched = touchedSources(write.before, write.object);
  return {
    before: before === undefined ? index.view : new MirrorSetsView(before),
    after: new MirrorSetsView(after),
    touched: [...touched],
    isTouched: touched,
  };
}

/** What stands beside the mirror sets, as far as it is known. */
export interface KnownSurroundings {
  readonly imageConfig: ImageConfig;
  readonly releaseImage: string | undefined;
  readonly version: OpenShiftVersion | undefined;
}

/** Cost: proportional to both versions of the object and the registries that they change. */
export function projectNodes(
  cluster: ClusterIndex,
  write: ProjectedWrite,
  known: KnownSurroundings,
  overlays: WriteOverlays = overlayWrite(cluster.mirrorSetsFor(known.version ?? newestVersion), write),
): NodesFact {
  const base = cluster.nodesFor(known.imageConfig, known.releaseImage, known.version ?? newestVersion);
  const after = overlayNodes(base, overlays.after);
  if (overlays.before === undefined)
    return { before: base, after: after.view, changedScopes: after.changedScopes };
  const before = overlayNodes(base, overlays.before);
  return {
    before: before.view,
    after: after.view,
    changedScopes: before.changedScopes.union(after.changedScopes),
  };
}

/** What becomes of a write on the nodes. */
export type WriteRollout =
  /** The operator stops at the state after it. */
  | { readonly kind: 'stopped' }
  /** The operator has stopped before: what the nodes have is older than anything that is known. */
  | { readonly kind: 'unknown' }
  | (Rollout & { readonly kind: 'foreseen' });

/** Cost: proportional to the changed registries. */
export function foreseeWriteRollout(
  { before, after, changedScopes }: NodesFact,
  settings: Omit<RolloutSettings, 'behaviour'>,
): WriteRollout {
  if (after.problems.length > 0) return { kind: 'stopped' };
  if (before.problems.length > 0) return { kind: 'unknown' };
  const rollout = foreseeRollout(filesOf(before, changedScopes), filesOf(after, changedScopes), {
    ...settings,
    behaviour: after.mirrorSets.behaviour,
  });
  return { kind: 'foreseen', ...rollout };
}

/** The files without the registries that are the same on both sides: they play no part in a change. */
function filesOf(view: NodeView, scopes: ReadonlySet<string>): NodeFiles {
  const { policy } = view;
  return {
    registries: view.entriesOf(scopes),
    writesRegistriesConf: view.writesRegistriesConf,
    policy: policy.kind === 'written' ? policy.policy : undefined,
    searchRegistries: view.surroundings.imageConfig.containerRuntimeSearchRegistries,
    signatureFiles: new Map(),
  };
}

/** Undefined where the index holds just what the write says is stored: a collector may be a moment behind, or ahead. */
function overlayUnlessStored(
  index: MirrorSetIndex,
  { ref, before }: ProjectedWrite,
): MirrorSetOverlay | undefined {
  const known = index.object(ref);
  const isStored =
    known === before ||
    (known !== undefined && before !== undefined && isSameEntries(known.entries, before.entries));
  return isStored ? undefined : new MirrorSetOverlay(index, ref, before);
}

function overlayNodes(
  base: NodeView,
  overlay: MirrorSetOverlay,
): { readonly view: NodeView; readonly changedScopes: ReadonlySet<string> } {
  const mirrorSets = new MirrorSetsView(overlay);
  const { totals, entries, changedScopes } = changeNodeTotals(base, mirrorSets, overlay.changedSources);
  return { view: new NodeView(base.surroundings, mirrorSets, totals, entries), changedScopes };
}

function touchedSources(before: MirrorSet | undefined, after: MirrorSet | undefined): Set<string> {
  const [old, now] = [before?.entries ?? [], after?.entries ?? []];
  const differing = differingSources(old, now, isSameMeaning);
  const touched = new Set<string>();
  for (const { source } of now) if (differing.has(source)) touched.add(source);
  for (const { source } of old) if (differing.has(source)) touched.add(source);
  return touched;
}

function isSameEntries(a: readonly MirrorEntry[], b: readonly MirrorEntry[]): boolean {
  return a.length === b.length && differingSources(a, b, isSameEntry).size === 0;
}
