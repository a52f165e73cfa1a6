import type { EffectiveLists } from '../files/blocked-registries.ts';
import type { LoadedRegistries } from '../files/loaded-registries.ts';
import { buildPolicy, type PolicyOutcome } from '../files/policy-json.ts';
import {
  compareClashes,
  type RegistryEntry,
  type RegistryLookups,
  type WildcardClash,
} from '../files/registries.ts';
import { renderHead, templateRegistriesConf } from '../files/registries-conf.ts';
import { type Resolution, resolvePull } from '../files/resolve.ts';
import { clashesOf, problemsOfLists, type StoppingProblem } from '../foresee.ts';
import { validate } from '../merge/validate.ts';
import type { FileTotals, Oddities } from './file-totals.ts';
import { IndexedRegistries } from './indexed-registries.ts';
import type { MirrorSetsView } from './mirror-sets-view.ts';
import { RegistryEntries } from './registry-entries.ts';
import type { Surroundings } from './surroundings.ts';

/** What the totals of the whole cluster come to. */
export interface NodeTotals {
  readonly lists: EffectiveLists;
  readonly file: FileTotals;
  /** Of the file that the operator asks about the payload; undefined where it has no need to ask. */
  readonly probe: Oddities | undefined;
}

/**
 * What the operator makes of the mirror sets together with image.config and the release image, and the nodes of that: the answers
 * of `foresee`, each in proportion to itself.
 */
export class NodeView {
  readonly mirrorSets: MirrorSetsView;
  readonly surroundings: Surroundings;
  readonly totals: NodeTotals;
  /** Of registries.conf, by scope. */
  readonly entries: RegistryEntries;
  readonly #registries: IndexedRegistries;
  #policy: PolicyOutcome | undefined;
  #problems: readonly StoppingProblem[] | undefined;

  /** @param entries where some of them are made already */
  constructor(
    surroundings: Surroundings,
    mirrorSets: MirrorSetsView,
    totals: NodeTotals,
    entries = new RegistryEntries(lookupsOf(surroundings, mirrorSets, totals.lists)),
  ) {
    this.mirrorSets = mirrorSets;
    this.surroundings = surroundings;
    this.totals = totals;
    this.entries = entries;
    this.#registries = new IndexedRegistries(entries, totals.file.oddScopes, mirrorSets.behaviour);
  }

  /** Effective blocked and allowed lists, after the question about the payload (DOMAIN 4.1). */
  get lists(): EffectiveLists {
    return this.totals.lists;
  }

  /** What policy.json would say. Cost: proportional to the lists, once. */
  get policy(): PolicyOutcome {
    this.#policy ??= buildPolicy(this.lists);
    return this.#policy;
  }

  /** In the order in which the operator would come upon them; it stops at the first. Empty where it applies everything. Found once. */
  get problems(): readonly StoppingProblem[] {
    this.#problems ??= this.#findProblems();
    return this.#problems;
  }

  #findProblems(): readonly StoppingProblem[] {
    const { lists, mirrorSets, surroundings } = this;
    const inLists = {
      mirrorSets: [],
      insecure: surroundings.imageConfig.insecureRegistries ?? [],
      blocked: lists.registriesBlocked,
    };
    const { policy } = this;
    return [
      ...problemsOfLists(lists),
      ...validate(inLists, mirrorSets.behaviour),
      ...mirrorSets.problems,
      ...clashesOf(this.clashes),
      ...(policy.kind === 'failed' ? policy.problems : []),
    ];
  }

  /** Listed scopes that would inherit the mirrors of a wildcard, at which the operator stops (DOMAIN 3.7). */
  get clashes(): readonly WildcardClash[] {
    const { clashes } = this.totals.file;
    if (clashes.size === 0) return [];
    const inFileOrder = [...new Set(this.lists.registriesBlocked).union(this.surroundings.insecure)].flatMap(
      (scope) => clashes.get(scope) ?? [],
    );
    return inFileOrder.sort(compareClashes);
  }

  /** Whether the operator has a file of its own to write; otherwise the nodes have the template (DOMAIN 5.1). */
  get writesRegistriesConf(): boolean {
    const { imageConfig } = this.surroundings;
    return (
      imageConfig.insecureRegistries !== undefined ||
      this.lists.registriesBlocked.length > 0 ||
      this.mirrorSets.counts.objects > 0
    );
  }

  /** Size of registries.conf, exactly; meaningless where the operator stops. */
  get fileBytes(): number {
    return this.writesRegistriesConf
      ? renderHead(this.mirrorSets.behaviour).length + this.totals.file.bytes
      : templateRegistriesConf.length;
  }

  /** The entry of exactly this scope, or why the operator stops at it; undefined where it has none. */
  registryOf(scope: string): RegistryEntry | WildcardClash | undefined {
    return this.entries.get(scope);
  }

  /** The entries of some scopes, in the order of the file. */
  entriesOf(scopes: Iterable<string>): readonly RegistryEntry[] {
    return this.writesRegistriesConf ? this.entries.inFileOrder(scopes) : [];
  }

  /** For `findRegistry` and `resolveReference`: the file as the nodes hold it in memory. */
  get registries(): LoadedRegistries {
    return this.#registries;
  }

  /** Why the nodes would refuse the file (DOMAIN 7.7). */
  get loadRefusal(): string | undefined {
    return this.writesRegistriesConf ? this.#registries.refusal : undefined;
  }

  /** Where a node goes for an image. */
  resolve(image: string): Resolution {
    return resolvePull(image, this.#registries);
  }
}

export function lookupsOf(
  { insecure, blocked, imageConfig }: Surroundings,
  { digest, tag }: MirrorSetsView,
  { registriesBlocked }: EffectiveLists,
): RegistryLookups {
  // Mostly nothing is left out, and then the set is there already.
  const isAll = registriesBlocked.length === imageConfig.blockedRegistries?.length;
  return { digest, tag, insecure, blocked: isAll ? blocked : new Set(registriesBlocked) };
}
