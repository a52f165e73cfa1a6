import type { ClusterSettings, ClusterState, ImageConfig } from './cluster-state.ts';
import type { EffectiveLists } from './files/blocked-registries.ts';
import { type LoadedRegistries, type LoadResult, loadRegistries } from './files/loaded-registries.ts';
import { buildPolicy, type PolicyOutcome } from './files/policy-json.ts';
import { compareClashes, type RegistryEntry, type WildcardClash } from './files/registries.ts';
import { bytesOfHead, renderRegistriesConf, templateRegistriesConf } from './files/registries-conf.ts';
import { type Resolution, resolvePull } from './files/resolve.ts';
import { findUnusableSearchRegistries, type UnusableSearchRegistry } from './files/search-registries.ts';
import { collectSignedScopes, type ImagePolicy, type SignedScopes } from './image-policies.ts';
import { IndexedRegistries } from './index/indexed-registries.ts';
import { ListedRegistries } from './index/listed-registries.ts';
import { MirrorSetIndex } from './index/mirror-set-index.ts';
import { MirrorSetOverlay, type ObjectChange } from './index/mirror-set-overlay.ts';
import { MirrorSetsView } from './index/mirror-sets-view.ts';
import {
  changeNodeTotals,
  lookupsOf,
  type NodeInputs,
  type NodeTotals,
  sumNodeTotals,
} from './index/node-totals.ts';
import { RegistryEntries } from './index/registry-entries.ts';
import { validate } from './merge/validate.ts';
import { once } from './once.ts';
import { behaviorOf, type OperatorBehavior } from './operator-behavior.ts';
import type { NodeFiles } from './rollout/rollout.ts';
import {
  locateSignatures,
  type RegistriesOfState,
  type SignatureOutcome,
  signatureFiles,
} from './signatures.ts';
import {
  findStartProblem,
  imagesPulledAtStart,
  type StartImage,
  type StartProblem,
} from './start-problem.ts';
import {
  problemsOfClashes,
  problemsOfKinds,
  problemsOfLists,
  type StoppingProblem,
} from './stopping-problems.ts';

/** Values that depend only on the settings. Models with the same settings share one instance. */
class DerivedSettings {
  readonly settings: ClusterSettings;
  readonly listed: ListedRegistries;
  readonly signed = once((): SignedScopes => collectSignedScopes(this.settings.imagePolicies ?? []));
  readonly startImages = once((): readonly StartImage[] =>
    imagesPulledAtStart(this.settings.releaseImage, this.settings.version),
  );

  constructor(settings: ClusterSettings) {
    this.settings = settings;
    this.listed = new ListedRegistries(settings.imageConfig, settings.releaseImage);
  }
}

/**
 * Predicts the files that the Machine Config Operator writes for one cluster state, and their effect on the
 * nodes. The model is immutable. It computes each prediction at the first access.
 *
 * The model of an index is valid until that index changes. `with` derives the model of a changed state and
 * shares every source that the change does not touch.
 */
export class ClusterModel implements NodeInputs {
  readonly mirrorSets: MirrorSetsView;
  readonly totals: NodeTotals;
  /** The entries of registries.conf, by scope. */
  readonly entries: RegistryEntries;
  readonly #index: MirrorSetIndex;
  readonly #derived: DerivedSettings;
  readonly #registries: IndexedRegistries;
  readonly #policy: () => PolicyOutcome;
  readonly #signatures = once(() => locateSignatures(this.signed, this.#registriesOfState()));
  readonly #signatureFiles = once(() => {
    const { policy } = this;
    return signatureFiles(
      this.signed,
      this.#signatures(),
      policy.kind === 'written' ? policy.policy : undefined,
    );
  });
  #problems: readonly StoppingProblem[] | undefined;

  /** Private: callers use `predict`, `ofIndex` or `with`. */
  private constructor(
    index: MirrorSetIndex,
    derived: DerivedSettings,
    mirrorSets: MirrorSetsView,
    totals: NodeTotals,
    { base, entries }: { readonly base?: ClusterModel; readonly entries?: RegistryEntries } = {},
  ) {
    this.#index = index;
    this.#derived = derived;
    this.mirrorSets = mirrorSets;
    this.totals = totals;
    this.entries = entries ?? new RegistryEntries(lookupsOf(this, totals.lists));
    this.#registries = new IndexedRegistries(this.entries, totals.file.hazardousScopes, this.behavior);
    // policy.json depends on the mirror sets only through the effective lists.
    const isSamePolicy = base !== undefined && base.lists === totals.lists;
    this.#policy = isSamePolicy ? base.#policy : once(() => buildPolicy(this.lists, this.signed));
  }

  /** Cost: proportional to the entries and mirrors, plus sorting. */
  static predict({ mirrorSets, ...settings }: ClusterState): ClusterModel {
    const index = new MirrorSetIndex(behaviorOf(settings.version));
    for (const object of mirrorSets) index.apply(object);
    return ClusterModel.ofIndex(index, settings);
  }

  /** Cost: proportional to the whole cluster. */
  static ofIndex(index: MirrorSetIndex, settings: ClusterSettings): ClusterModel {
    return ClusterModel.#sum(index, settings, index.view);
  }

  static #sum(index: MirrorSetIndex, settings: ClusterSettings, mirrorSets: MirrorSetsView): ClusterModel {
    const derived = new DerivedSettings(settings);
    const { listed } = derived;
    const totals = sumNodeTotals({ settings, listed, mirrorSets }, mirrorSets.namedSources());
    return new ClusterModel(index, derived, mirrorSets, totals);
  }

  /**
   * Returns the state with other objects, and the scopes of registries.conf whose entries can differ. Cost:
   * proportional to both versions of the objects and the other entries of their sources.
   */
  with(changes: readonly ObjectChange[]): {
    readonly model: ClusterModel;
    readonly changedScopes: ReadonlySet<string>;
  } {
    const overlay = new MirrorSetOverlay(this.#index, changes);
    const mirrorSets = new MirrorSetsView(overlay);
    const { totals, entries, changedScopes } = changeNodeTotals(this, mirrorSets, overlay.changedSources);
    const model = new ClusterModel(this.#index, this.#derived, mirrorSets, totals, { base: this, entries });
    return { model, changedScopes };
  }

  /** Returns the state with another image.config. Cost: proportional to the whole cluster. */
  withImageConfig(imageConfig: ImageConfig): ClusterModel {
    return ClusterModel.#sum(this.#index, { ...this.settings, imageConfig }, this.mirrorSets);
  }

  /** Returns the state with another release image. Cost: proportional to the whole cluster. */
  withReleaseImage(releaseImage: string): ClusterModel {
    return ClusterModel.#sum(this.#index, { ...this.settings, releaseImage }, this.mirrorSets);
  }

  /**
   * Returns the model of the index after these changes. Only `ClusterIndex` may call this, immediately before
   * it applies the changes to the index.
   */
  followIndex(changes: readonly ObjectChange[]): ClusterModel {
    const { totals } = this.with(changes).model;
    return new ClusterModel(this.#index, this.#derived, this.#index.view, totals, { base: this });
  }

  get settings(): ClusterSettings {
    return this.#derived.settings;
  }

  get listed(): ListedRegistries {
    return this.#derived.listed;
  }

  get behavior(): OperatorBehavior {
    return this.mirrorSets.behavior;
  }

  /** The effective blocked and allowed lists, after the operator has looked up the payload (DOMAIN 4.1). */
  get lists(): EffectiveLists {
    return this.totals.lists;
  }

  /** The predicted policy.json. Cost: proportional to the lists, at the first access. */
  get policy(): PolicyOutcome {
    return this.#policy();
  }

  /**
   * In the order in which the operator detects them; it stops at the first one. Empty if the operator applies
   * the state.
   */
  get problems(): readonly StoppingProblem[] {
    this.#problems ??= this.#findProblems();
    return this.#problems;
  }

  #findProblems(): readonly StoppingProblem[] {
    const { lists, mirrorSets, settings } = this;
    const inLists = {
      mirrorSets: [],
      insecure: settings.imageConfig.insecureRegistries ?? [],
      blocked: lists.registriesBlocked,
    };
    return [
      ...problemsOfLists(lists),
      ...problemsOfKinds(mirrorSets, this.behavior),
      ...validate(inLists, this.behavior),
      ...mirrorSets.problems,
      ...problemsOfClashes(this.clashes),
      ...problemsOf(this.policy),
      ...problemsOf(this.#signatures()),
    ];
  }

  /** Problems at which the operator would stop if the cluster had these image policies instead. */
  problemsWithPolicies(policies: readonly ImagePolicy[]): readonly StoppingProblem[] {
    const signed = collectSignedScopes(policies);
    return [
      ...problemsOf(buildPolicy(this.lists, signed)),
      ...problemsOf(locateSignatures(signed, this.#registriesOfState())),
    ];
  }

  #registriesOfState(): RegistriesOfState {
    const { writesRegistriesConf, registriesError } = this;
    return {
      hasClash: this.totals.file.clashes.size > 0,
      writesRegistriesConf,
      loadError: registriesError,
      loaded: this.#registries,
      nestedIn: (scope) => this.entriesInside(scope).map((entry) => entry.scope),
    };
  }

  /** Listed scopes that would inherit the mirrors of a wildcard. The operator stops at them (DOMAIN 3.7). */
  get clashes(): readonly WildcardClash[] {
    const { clashes } = this.totals.file;
    if (clashes.size === 0) return [];
    const inFileOrder = [...new Set(this.lists.registriesBlocked).union(this.listed.insecure)].flatMap(
      (scope) => clashes.get(scope) ?? [],
    );
    return inFileOrder.sort(compareClashes);
  }

  /**
   * Why the machine-config-controller would not start on releases that build the OSImageStream first (4.23
   * and later). Also computed for 4.22, whose next upgrade reaches such a release; undefined for earlier
   * releases.
   */
  get startProblem(): StartProblem | undefined {
    return this.behavior.osImageStream === 'never'
      ? undefined
      : findStartProblem(this, this.#derived.startImages());
  }

  /**
   * Whether the operator writes its own registries.conf; otherwise the nodes have the template (DOMAIN 5.1).
   */
  get writesRegistriesConf(): boolean {
    const { insecureRegistries } = this.settings.imageConfig;
    const { objects } = this.mirrorSets.counts;
    return insecureRegistries !== undefined || this.lists.registriesBlocked.length > 0 || objects > 0;
  }

  /**
   * The registries of the file, in file order; empty if the operator cannot merge them or writes no file.
   * Cost: the whole cluster.
   */
  get registries(): readonly RegistryEntry[] {
    if (this.totals.file.clashes.size > 0) return [];
    return this.entriesOf([...this.mirrorSets.sources(), ...this.listed.all]);
  }

  /**
   * Text of registries.conf; undefined if the operator stops, in which case the nodes keep their present
   * file. Cost: the whole cluster.
   */
  get registriesConf(): string | undefined {
    if (this.problems.length > 0) return undefined;
    return this.writesRegistriesConf
      ? renderRegistriesConf(this.registries, this.behavior)
      : templateRegistriesConf;
  }

  /** Exact size of registries.conf in bytes; meaningless if the operator stops. */
  get fileBytes(): number {
    return this.writesRegistriesConf
      ? bytesOfHead(this.behavior) + this.totals.file.bytes
      : templateRegistriesConf.length;
  }

  /** The entry of exactly this scope, or the clash at which the operator stops; undefined if it has none. */
  registryOf(scope: string): RegistryEntry | WildcardClash | undefined {
    return this.entries.get(scope);
  }

  /** The entries of the given scopes, in file order. */
  entriesOf(scopes: Iterable<string>): readonly RegistryEntry[] {
    return this.writesRegistriesConf ? this.entries.inFileOrder(scopes) : [];
  }

  /** The entries for `scope` and for the scopes nested in it (DOMAIN 3.8), in file order. */
  entriesInside(scope: string): readonly RegistryEntry[] {
    return this.entriesOf([scope, ...this.mirrorSets.sourcesInside(scope), ...this.listed.inside(scope)]);
  }

  /** The registries as the nodes load them, by prefix. Use it with `findRegistry` and `resolveReference`. */
  get loaded(): LoadedRegistries {
    return this.#registries;
  }

  /** All registries as the nodes load them, or why they cannot load the file. Cost: the whole cluster. */
  load(): LoadResult {
    const loaded = loadRegistries(this.registries, this.behavior);
    const [search] = this.searchErrors;
    return loaded.kind === 'failed' || search === undefined
      ? loaded
      : { kind: 'failed', message: search.message };
  }

  /** Why the nodes cannot load the files of the operator (DOMAIN 7.7); undefined if they can. */
  get loadError(): string | undefined {
    return this.registriesError ?? this.searchErrors[0]?.message;
  }

  /** Why the nodes cannot load registries.conf; undefined if they can. */
  get registriesError(): string | undefined {
    return this.writesRegistriesConf ? this.#registries.loadError : undefined;
  }

  /** The search registries because of which the nodes cannot load the files (DOMAIN 4.5). */
  get searchErrors(): readonly UnusableSearchRegistry[] {
    return findUnusableSearchRegistries(this.settings.imageConfig.containerRuntimeSearchRegistries ?? []);
  }

  /** The locations from which a node tries to pull an image. */
  resolve(image: string): Resolution {
    return resolvePull(image, this.#registries);
  }

  /**
   * The files of a node, for a comparison with another state.
   *
   * @param scopes scopes of the registries to compare. Default: all
   */
  nodeFiles(scopes?: Iterable<string>): NodeFiles {
    const policy = this.policy.kind === 'written' ? this.policy.policy : undefined;
    return {
      registries: scopes === undefined ? this.registries : this.entriesOf(scopes),
      writesRegistriesConf: this.writesRegistriesConf,
      policy,
      searchRegistries: this.settings.imageConfig.containerRuntimeSearchRegistries,
      otherFiles: this.#signatureFiles(),
    };
  }

  /**
   * Locations at which the nodes read signatures; undefined without image policies, or if the operator stops
   * before it determines them.
   */
  get signatureLocations(): ReadonlySet<string> | undefined {
    const signatures = this.#signatures();
    return signatures?.kind === 'found' ? signatures.locations : undefined;
  }

  /** The scopes of image policies. */
  get signed(): SignedScopes {
    return this.#derived.signed();
  }
}

function problemsOf(outcome: PolicyOutcome | SignatureOutcome | undefined): readonly StoppingProblem[] {
  return outcome?.kind === 'failed' ? outcome.problems : [];
}
