import type { ImageConfig } from '../cluster-state.ts';
import { parseCanonicalReference } from '../location/image-reference.ts';
import { isInsideAny, isNestedInside } from '../location/scope.ts';
import { ScopeTree } from './scope-tree.ts';

const none: readonly never[] = [];

/**
 * The blocked and insecure registries of image.config, at most a few thousand scopes. Models with the same
 * settings share one instance.
 */
export class ListedRegistries {
  readonly insecure: ReadonlySet<string>;
  /** As listed in image.config; the effective list can be shorter (DOMAIN 4.1). */
  readonly blocked: ReadonlySet<string>;
  /**
   * Whether a blocked scope contains the payload. The effective lists then depend on the mirrors of the
   * payload.
   */
  readonly hasBlockedPayload: boolean;
  readonly #all: ReadonlySet<string>;
  readonly #tree: ScopeTree;

  constructor(imageConfig: ImageConfig, releaseImage: string | undefined) {
    this.insecure = new Set(imageConfig.insecureRegistries);
    this.blocked = new Set(imageConfig.blockedRegistries);
    const payload = releaseImage === undefined ? undefined : parseCanonicalReference(releaseImage);
    this.hasBlockedPayload =
      payload?.kind === 'reference' && isInsideAny(payload.reference.name, this.blocked);
    this.#all = this.blocked.union(this.insecure);
    this.#tree = new ScopeTree(this.#all);
    for (const scope of this.#all) this.#tree.add(scope);
  }

  /** Blocked and insecure scopes, in the order of the lists. */
  get all(): Iterable<string> {
    return this.#all;
  }

  has(scope: string): boolean {
    return this.#all.has(scope);
  }

  /** Listed scopes that are `scope` or nested in it (DOMAIN 3.8). */
  inside(scope: string): readonly string[] {
    if (this.#all.size === 0) return none;
    let inside: string[] | undefined;
    for (const listed of this.#tree.within(scope)) {
      if (!isNestedInside(listed, scope)) continue;
      inside ??= [];
      inside.push(listed);
    }
    return inside ?? none;
  }

  insideAny(scopes: Iterable<string>): ReadonlySet<string> {
    const inside = new Set<string>();
    if (this.#all.size > 0)
      for (const scope of scopes) for (const listed of this.inside(scope)) inside.add(listed);
    return inside;
  }
}
