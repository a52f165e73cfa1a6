import { longestCut } from '../location/scope.ts';

/** Which scopes exist, by the collection that has them. */
interface Members {
  has(scope: string): boolean;
}

/** Asked of places too, which need not be members. */
export type LeadsOn = (place: string, narrower: string) => boolean;

const always: LeadsOn = () => true;

const none: readonly never[] = [];

/** A single child is kept as itself: most places have one, and a set for each would outweigh the scopes. */
type Children = string | Set<string>;

/**
 * Scopes in one tree: from `*.io` over `*.quay.io`, `quay.io` and `quay.io:443` to `quay.io/team/app`. The
 * cost of finding the scopes inside another one is proportional to their number. The tree is broader than
 * each single rule of nesting; callers filter by their rule (scope.ts, prefix-match.ts).
 *
 * The members are in another collection: add a scope here after it was added there, and delete it after it
 * was deleted there.
 */
export class ScopeTree {
  readonly #members: Members;
  readonly #children = new Map<string, Children>();

  constructor(members: Members) {
    this.#members = members;
  }

  /**
   * Cost: the depth of the scope at most. What is too long to be pulled has no place: climbing up from a
   * hostile megabyte takes time by its square.
   */
  add(scope: string): void {
    if (scope.length > longestCut) return;
    let child = scope;
    for (let parent = broaderScope(child); parent !== undefined; parent = broaderScope(child)) {
      const children = this.#children.get(parent);
      if (children === undefined) this.#children.set(parent, child);
      else if (typeof children !== 'string') children.add(child);
      else if (children !== child) this.#children.set(parent, new Set([children, child]));
      // Whatever has children, or is a member, hangs in the tree already.
      if (children !== undefined || this.#members.has(parent)) return;
      child = parent;
    }
  }

  /** Cost: the depth of the scope at most. */
  delete(scope: string): void {
    if (scope.length > longestCut) return;
    let child = scope;
    for (let parent = broaderScope(child); parent !== undefined; parent = broaderScope(child)) {
      if (this.#children.has(child)) return;
      this.#removeChild(parent, child);
      if (this.#members.has(parent)) return;
      child = parent;
    }
  }

  /**
   * Every member in the subtree of `scope`, itself included, in no order. Cost: the size of that subtree;
   * mostly there is none.
   *
   * @param leadsOn whether to go on from a place below `scope` to the next narrower one. Default: always
   */
  within(scope: string, leadsOn: LeadsOn = always): Iterable<string> {
    if (this.#children.has(scope)) return this.#subtree(scope, leadsOn);
    return this.#members.has(scope) ? [scope] : none;
  }

  *#subtree(scope: string, leadsOn: LeadsOn): Generator<string, void> {
    const pending = [scope];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this.#members.has(next)) yield next;
      const children = this.#children.get(next) ?? none;
      for (const child of typeof children === 'string' ? [children] : children)
        if (next === scope || leadsOn(next, child)) pending.push(child);
    }
  }

  #removeChild(parent: string, child: string): void {
    const children = this.#children.get(parent);
    if (children === child) this.#children.delete(parent);
    else if (typeof children === 'object' && children.delete(child) && children.size === 0)
      this.#children.delete(parent);
  }
}

/**
 * The next broader place: a path loses its last part, a host its port, then its first label for a wildcard.
 * Undefined at the top. Every scope that encloses another one, or matches it as a prefix, is on the way up
 * from it.
 */
export function broaderScope(scope: string): string | undefined {
  for (let at = scope.length - 1; at >= 0; at--) {
    const unit = scope.charCodeAt(at);
    // `/`, `:` and `@` are where prefixes may end.
    if (unit === 0x2f || unit === 0x3a || unit === 0x40) return scope.slice(0, at);
  }
  const dot = scope.indexOf('.', scope.startsWith('*.') ? 2 : 0);
  return dot === -1 ? undefined : `*${scope.slice(dot)}`;
}
