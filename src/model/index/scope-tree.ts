import { maxScopeLength } from '../location/scope.ts';

/** The collection that holds the scopes of the tree. */
interface Members {
  has(scope: string): boolean;
}

/** Whether to descend from `place` to `narrower`. Both are nodes of the tree and need not be members. */
export type DescendsTo = (place: string, narrower: string) => boolean;

const always: DescendsTo = () => true;

const none: readonly never[] = [];

/**
 * A single child is stored as a string: most nodes have one child, and a set for each would use more memory
 * than the scopes.
 */
type Children = string | Set<string>;

/**
 * Scopes in one tree, for example from `*.io` through `*.quay.io`, `quay.io` and `quay.io:443` to
 * `quay.io/team/app`. The cost of finding the scopes inside another one is proportional to their number. The
 * tree is broader than each rule of nesting, so callers filter the result by their own rule (scope.ts,
 * prefix-match.ts).
 *
 * Another collection holds the members: add a scope to that collection before adding it here, and delete it
 * there before deleting it here.
 */
export class ScopeTree {
  readonly #members: Members;
  readonly #children = new Map<string, Children>();

  constructor(members: Members) {
    this.#members = members;
  }

  /**
   * Cost: at most the depth of the scope. The tree leaves out scopes that are too long to be pulled, because
   * adding a hostile scope of one megabyte would take quadratic time.
   */
  add(scope: string): void {
    if (scope.length > maxScopeLength) return;
    let child = scope;
    for (let parent = broaderScope(child); parent !== undefined; parent = broaderScope(child)) {
      const children = this.#children.get(parent);
      if (children === undefined) this.#children.set(parent, child);
      else if (typeof children !== 'string') children.add(child);
      else if (children !== child) this.#children.set(parent, new Set([children, child]));
      // A parent with children, or one that is a member, is already linked to its own parent.
      if (children !== undefined || this.#members.has(parent)) return;
      child = parent;
    }
  }

  /** Cost: at most the depth of the scope. */
  delete(scope: string): void {
    if (scope.length > maxScopeLength) return;
    let child = scope;
    for (let parent = broaderScope(child); parent !== undefined; parent = broaderScope(child)) {
      if (this.#children.has(child)) return;
      this.#removeChild(parent, child);
      if (this.#members.has(parent)) return;
      child = parent;
    }
  }

  /**
   * Every member in the subtree of `scope`, itself included, in no order. Cost: the size of the subtree,
   * which is usually empty.
   *
   * @param descendsTo whether to descend from a node below `scope` to the next narrower one. Default: always
   */
  within(scope: string, descendsTo: DescendsTo = always): Iterable<string> {
    if (this.#children.has(scope)) return this.#subtree(scope, descendsTo);
    return this.#members.has(scope) ? [scope] : none;
  }

  *#subtree(scope: string, descendsTo: DescendsTo): Generator<string, void> {
    const pending = [scope];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this.#members.has(next)) yield next;
      const children = this.#children.get(next) ?? none;
      for (const child of typeof children === 'string' ? [children] : children)
        if (next === scope || descendsTo(next, child)) pending.push(child);
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
 * Returns the parent of a scope in the tree; undefined at the top. A path loses its last component, and a
 * host loses its port. A host without a port becomes a wildcard without its first label. Every scope that
 * encloses another one, or matches it as a prefix, is among its ancestors.
 */
export function broaderScope(scope: string): string | undefined {
  for (let at = scope.length - 1; at >= 0; at--) {
    const unit = scope.charCodeAt(at);
    // A prefix ends before `/`, `:` or `@`.
    if (unit === 0x2f || unit === 0x3a || unit === 0x40) return scope.slice(0, at);
  }
  const dot = scope.indexOf('.', scope.startsWith('*.') ? 2 : 0);
  return dot === -1 ? undefined : `*${scope.slice(dot)}`;
}
