import type { ClusterSettings, ClusterState, ImageConfig } from './cluster-state.ts';
import { type EffectiveLists, type ProbeFile, probeLoadMessage } from './files/blocked-registries.ts';
import { type LoadedRegistries, type LoadResult, loadRegistries } from './files/loaded-registries.ts';
import {
  buildPolicy,
  namespacePolicyContent,
  type PolicyJson,
  type PolicyOutcome,
  policyNamespaces,
} from './files/policy-json.ts';
import { clashMessage, compareClashes, type RegistryEntry, type WildcardClash } from './files/registries.ts';
import { renderHead, renderRegistriesConf, templateRegistriesConf } from './files/registries-conf.ts';
import { type Resolution, resolvePull } from './files/resolve.ts';
import {
  findSignatureLocations,
  renderSignatureLocations,
  type SignatureLocations,
} from './files/signature-locations.ts';
import { collectSignedScopes, type ImagePolicy, type SignedScopes } from './image-policies.ts';
import { changeOddities } from './index/file-totals.ts';
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
import { behaviourOf, type OperatorBehaviour } from './operator-behaviour.ts';
import { namespacePolicyPath, signatureLocationsPath } from './rollout/node-disruption.ts';
import type { NodeFiles } from './rollout/rollout.ts';
import { findStartProblem, imagesPulledAtStart, type StartProblem } from './start-problem.ts';
import {
  problemsOfClashes,
  problemsOfKinds,
  problemsOfLists,
  type StoppingProblem,
} from './stopping-problems.ts';

type SignatureOutcome =
  | SignatureLocations
  | { readonly kind: 'failed'; readonly problems: readonly StoppingProblem[] };

/**
 * What the Machine Config Operator and the nodes make of one cluster state. Nothing in it changes; every prediction is made when
 * it is first read, in proportion to itself.
 *
 * A model of an index holds until that index changes. `with` derives the model of a changed state and shares every source that
 * the change does not touch.
 */
export class ClusterModel implements NodeInputs {
  readonly settings: ClusterSettings;
  readonly listed: ListedRegistries;
  readonly mirrorSets: MirrorSetsView;
  readonly totals: NodeTotals;
  /** Of registries.conf, by scope. */
  readonly entries: RegistryEntries;
  readonly #index: MirrorSetIndex;
  readonly #registries: IndexedRegistries;
  readonly #signed = once((): SignedScopes => collectSignedScopes(this.settings.imagePolicies ?? []));
  readonly #signatures = once((): SignatureOutcome | undefined => this.#locateSignaturesOf(this.#signed()));
  #policy: PolicyOutcome | undefined;
  #problems: readonly StoppingProblem[] | undefined;

  /** Use `predict`, `ofIndex` or `with`. */
  private constructor(
    index: MirrorSetIndex,
    inputs: NodeInputs,
    totals: NodeTotals,
    entries = new RegistryEntries(lookupsOf(inputs, totals.lists)),
  ) {
    this.#index = index;
    this.settings = inputs.settings;
    this.listed = inputs.listed;
    this.mirrorSets = inputs.mirrorSets;
    this.totals = totals;
    this.entries = entries;
    this.#registries = new IndexedRegistries(entries, totals.file.oddScopes, this.behaviour);
  }

  /** Cost: proportional to entries and mirrors, apart from sorting. */
  static predict({ mirrorSets, ...settings }: ClusterState): ClusterModel {
    const index = new MirrorSetIndex(behaviourOf(settings.version));
    for (const object of mirrorSets) index.apply(object);
    return ClusterModel.ofIndex(index, settings);
  }

  /** Cost: proportional to the whole cluster. */
  static ofIndex(index: MirrorSetIndex, settings: ClusterSettings): ClusterModel {
    const listed = new ListedRegistries(settings.imageConfig, settings.releaseImage);
    const inputs = { settings, listed, mirrorSets: index.view };
    return new ClusterModel(index, inputs, sumNodeTotals(inputs, index.sources()));
  }

  /**
   * The state with other objects, and the scopes of registries.conf whose entries may differ. Cost: proportional to both versions of
   * the objects and the other entries of their sources.
   */
  with(changes: readonly ObjectChange[]): {
    readonly model: ClusterModel;
    readonly changedScopes: ReadonlySet<string>;
  } {
    const overlay = new MirrorSetOverlay(this.#index, changes);
    const mirrorSets = new MirrorSetsView(overlay);
    const { settings, listed } = this;
    const { totals, entries, changedScopes } = changeNodeTotals(this, mirrorSets, overlay.changedSources);
    return {
      model: new ClusterModel(this.#index, { settings, listed, mirrorSets }, totals, entries),
      changedScopes,
    };
  }

  /** The state with another image.config. Cost: proportional to the whole cluster. */
  withImageConfig(imageConfig: ImageConfig): ClusterModel {
    const { mirrorSets } = this;
    const settings = { ...this.settings, imageConfig };
    const listed = new ListedRegistries(imageConfig, settings.releaseImage);
    const inputs = { settings, listed, mirrorSets };
    return new ClusterModel(this.#index, inputs, sumNodeTotals(inputs, mirrorSets.namedSources()));
  }

  /** This model, whose index holds the changes now; for the index alone. */
  followIndex(changes: readonly ObjectChange[]): ClusterModel {
    const { settings, listed } = this;
    const { totals } = this.with(changes).model;
    return new ClusterModel(this.#index, { settings, listed, mirrorSets: this.#index.view }, totals);
  }

  get behaviour(): OperatorBehaviour {
    return this.mirrorSets.behaviour;
  }

  /** Blocked and allowed lists that take effect, after the operator has looked up the payload (DOMAIN 4.1). */
  get lists(): EffectiveLists {
    return this.totals.lists;
  }

  /** Content of policy.json. Cost: proportional to the lists, once. */
  get policy(): PolicyOutcome {
    this.#policy ??= buildPolicy(this.lists, this.#signed());
    return this.#policy;
  }

  /** In the order in which the operator finds them; it stops at the first. Empty if it applies everything. */
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
      ...problemsOfKinds(mirrorSets, this.behaviour),
      ...validate(inLists, this.behaviour),
      ...mirrorSets.problems,
      ...problemsOfClashes(this.clashes),
      ...problemsOf(this.policy),
      ...problemsOf(this.#signatures()),
    ];
  }

  /** What else the operator would stop at if the cluster had these image policies instead. */
  problemsWithPolicies(policies: readonly ImagePolicy[]): readonly StoppingProblem[] {
    const signed = collectSignedScopes(policies);
    return [...problemsOf(buildPolicy(this.lists, signed)), ...problemsOf(this.#locateSignaturesOf(signed))];
  }

  /** Where the nodes read signatures; undefined without image policies, or if the operator does not get that far. */
  #locateSignaturesOf(signed: SignedScopes): SignatureOutcome | undefined {
    const [policy] = [...signed.cluster.values(), ...signed.namespaced.values()].flat();
    if (policy === undefined || this.totals.file.clashes.size > 0) return undefined;
    if (!this.writesRegistriesConf) return findSignatureLocations(signed, undefined);
    const { loadError } = this;
    if (loadError !== undefined) {
      const message = `loading registries configuration: ${loadError}`;
      return { kind: 'failed', problems: [{ kind: 'unloadable-with-image-policy', policy, message }] };
    }
    return findSignatureLocations(signed, {
      loaded: this.#registries,
      nestedIn: (scope) => this.entriesInside(scope).map((entry) => entry.scope),
    });
  }

  /** Listed scopes that would inherit the mirrors of a wildcard, at which the operator stops (DOMAIN 3.7). */
  get clashes(): readonly WildcardClash[] {
    const { clashes } = this.totals.file;
    if (clashes.size === 0) return [];
    const inFileOrder = [...new Set(this.lists.registriesBlocked).union(this.listed.insecure)].flatMap(
      (scope) => clashes.get(scope) ?? [],
    );
    return inFileOrder.sort(compareClashes);
  }

  /**
   * Why the machine-config-controller would not start, on releases that build the OSImageStream first and on the release before. It
   * merges by itself, without validation and with the blocked registries as written.
   */
  get startProblem(): StartProblem | undefined {
    if (this.behaviour.osImageStream === 'never') return undefined;
    const { releaseImage, version } = this.settings;
    return findStartProblem(this.#rawFile(), imagesPulledAtStart(releaseImage, version));
  }

  /** A file of the lists of image.config as written, without the exception for the payload. */
  #rawFile(): ProbeFile {
    const { insecure, blocked } = this.listed;
    const { digest, tag } = this.mirrorSets;
    const entries = new RegistryEntries({ digest, tag, insecure, blocked });
    const { clashes, oddScopes } = changeOddities(this.totals.file, this.lists.dropped, {
      digest,
      tag,
      insecure,
      blocked,
    });
    const [clash] = [...clashes.values()].sort(compareClashes);
    if (clash !== undefined) return { kind: 'failed', message: clashMessage(clash) };
    const registries = new IndexedRegistries(entries, oddScopes, this.behaviour);
    const { refusal } = registries;
    return refusal === undefined
      ? { kind: 'loaded', registries }
      : { kind: 'failed', message: probeLoadMessage(refusal) };
  }

  /** Whether the operator writes a file of its own; otherwise the nodes have the template (DOMAIN 5.1). */
  get writesRegistriesConf(): boolean {
    const { insecureRegistries } = this.settings.imageConfig;
    const { objects } = this.mirrorSets.counts;
    return insecureRegistries !== undefined || this.lists.registriesBlocked.length > 0 || objects > 0;
  }

  /** The registries of the file, in its order; empty if the operator cannot merge or writes no file. Cost: the whole cluster. */
  get registries(): readonly RegistryEntry[] {
    if (this.totals.file.clashes.size > 0) return [];
    return this.entriesOf([...this.mirrorSets.sources(), ...this.listed.all]);
  }

  /** Text of registries.conf; undefined if the operator stops and the nodes keep their present file. Cost: the whole cluster. */
  get registriesConf(): string | undefined {
    if (this.problems.length > 0) return undefined;
    return this.writesRegistriesConf
      ? renderRegistriesConf(this.registries, this.behaviour)
      : templateRegistriesConf;
  }

  /** Size of registries.conf, exactly; meaningless if the operator stops. */
  get fileBytes(): number {
    return this.writesRegistriesConf
      ? renderHead(this.behaviour).length + this.totals.file.bytes
      : templateRegistriesConf.length;
  }

  /** The entry of exactly this scope, or why the operator stops at it; undefined if it has none. */
  registryOf(scope: string): RegistryEntry | WildcardClash | undefined {
    return this.entries.get(scope);
  }

  /** The entries of some scopes, in the order of the file. */
  entriesOf(scopes: Iterable<string>): readonly RegistryEntry[] {
    return this.writesRegistriesConf ? this.entries.inFileOrder(scopes) : [];
  }

  /** The entries that are a scope or nested in it (DOMAIN 3.8), in the order of the file. */
  entriesInside(scope: string): readonly RegistryEntry[] {
    return this.entriesOf([scope, ...this.mirrorSets.sourcesInside(scope), ...this.listed.inside(scope)]);
  }

  /** The file as the nodes hold it in memory, looked up by prefix: for `findRegistry` and `resolveReference`. */
  get loaded(): LoadedRegistries {
    return this.#registries;
  }

  /** The file as the nodes hold it in memory, or why they cannot load it. Cost: the whole cluster. */
  load(): LoadResult {
    return loadRegistries(this.registries, this.behaviour);
  }

  /** Why the nodes cannot load the file (DOMAIN 7.7); undefined if they can. */
  get loadError(): string | undefined {
    return this.writesRegistriesConf ? this.#registries.refusal : undefined;
  }

  /** The places that a node tries for an image. */
  resolve(image: string): Resolution {
    return resolvePull(image, this.#registries);
  }

  /**
   * The files of a node, to be compared with those of another state.
   *
   * @param scopes the registries to compare; all by default
   */
  nodeFiles(scopes?: Iterable<string>): NodeFiles {
    const policy = this.policy.kind === 'written' ? this.policy.policy : undefined;
    return {
      registries: scopes === undefined ? this.registries : this.entriesOf(scopes),
      writesRegistriesConf: this.writesRegistriesConf,
      policy,
      searchRegistries: this.settings.imageConfig.containerRuntimeSearchRegistries,
      otherFiles: this.#signatureFiles(policy),
    };
  }

  #signatureFiles(policy: PolicyJson | undefined): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    const signatures = this.#signatures();
    if (signatures?.kind === 'found')
      files.set(signatureLocationsPath, renderSignatureLocations(signatures.locations));
    const signed = this.#signed();
    for (const namespace of policyNamespaces(signed)) {
      const content = namespacePolicyContent(namespace, policy, signed);
      files.set(namespacePolicyPath(namespace), JSON.stringify(content));
    }
    return files;
  }

  /** Locations at which the nodes read signatures; undefined without image policies, or if the operator does not get that far. */
  get signatureLocations(): ReadonlySet<string> | undefined {
    const signatures = this.#signatures();
    return signatures?.kind === 'found' ? signatures.locations : undefined;
  }

  /** Scopes of image policies. */
  get signed(): SignedScopes {
    return this.#signed();
  }
}

function problemsOf(outcome: PolicyOutcome | SignatureOutcome | undefined): readonly StoppingProblem[] {
  return outcome?.kind === 'failed' ? outcome.problems : [];
}
