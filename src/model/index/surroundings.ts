import type { ImageConfig } from '../cluster-state.ts';
import { parseCanonicalReference } from '../location/image-reference.ts';
import { isInsideAny, isNestedInside } from '../location/scope.ts';
import { ScopeTree } from './scope-tree.ts';

const none: readonly never[] = [];

/** What stands beside the mirror sets, prepared once for all writes: its lists hold a thousand scopes at most. */
export class Surroundings {
  readonly imageConfig: ImageConfig;
  readonly releaseImage: string | undefined;
  readonly insecure: ReadonlySet<string>;
  /** As in image.config; the effective list can be shorter (DOMAIN 4.1). */
  readonly blocked: ReadonlySet<string>;
  /** Whether a blocked scope contains the payload, so that the mirrors of the payload decide about the blocks. */
  readonly hasBlockedPayload: boolean;
  readonly #listed: ReadonlySet<string>;
  readonly #tree: ScopeTree;

  constructor(imageConfig: ImageConfig, releaseImage: string | undefined) {
    this.imageConfig = imageConfig;
    this.releaseImage = releaseImage;
    this.insecure = new Set(imageConfig.insecureRegistries);
    this.blocked = new Set(imageConfig.blockedRegistries);
    const payload = releaseImage === undefined ? undefined : parseCanonicalReference(releaseImage);
    this.hasBlockedPayload =
      payload?.kind === 'reference' && isInsideAny(payload.reference.name, this.blocked);
    this.#listed = this.blocked.union(this.insecure);
    this.#tree = new ScopeTree(this.#listed);
    for (const scope of this.#listed) this.#tree.add(scope);
  }

  /** Blocked and insecure scopes. */
  get listed(): Iterable<string> {
    return this.#listed;
  }

  /** Listed scopes that are `scope` or nested in it (DOMAIN 3.8). */
  listedInside(scope: string): readonly string[] {
    if (this.#listed.size === 0) return none;
    let inside: string[] | undefined;
    for (const listed of this.#tree.within(scope)) {
      if (!isNestedInside(listed, scope)) continue;
      inside ??= [];
      inside.push(listed);
    }
    return inside ?? none;
  }

  listedInsideAny(scopes: Iterable<string>): ReadonlySet<string> {
    const inside = new Set<string>();
    if (this.#listed.size > 0)
      for (const scope of scopes) for (const listed of this.listedInside(scope)) inside.add(listed);
    return inside;
  }
}
