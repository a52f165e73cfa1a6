import { isBoundary } from '../location/prefix-match.ts';
import { maxScopeLength } from '../location/scope.ts';
import type { MirrorSetsView } from './mirror-sets-view.ts';

/**
 * `sourcesMatching` of one view for many names. Caches the result per host, because the names in one object
 * usually share few hosts. Valid as long as the view; create one instance per write.
 */
export class MatchingSources {
  readonly #view: MirrorSetsView;
  readonly #ofHosts = new Map<string, readonly string[]>();

  constructor(view: MirrorSetsView) {
    this.#view = view;
  }

  /** Sources whose registry matches a name (DOMAIN 7.2), longest match first. The nodes use the first one. */
  of(name: string): readonly string[] {
    const slash = name.indexOf('/');
    if (slash === -1) return this.#ofHost(name);
    // If the name starts with a dot, its wildcard is longer than its host, so the order by host does not
    // apply.
    if (name.length > maxScopeLength || name.startsWith('.')) return this.#view.sourcesMatching(name);
    const found: string[] = [];
    for (let at = name.length; at > slash; at--) {
      if (!isBoundary(name, at)) continue;
      const prefix = name.slice(0, at);
      if (this.#view.has(prefix)) found.push(prefix);
    }
    const ofHost = this.#ofHost(name.slice(0, slash));
    return ofHost.length === 0 ? found : [...found, ...ofHost];
  }

  /**
   * The next broader source that matches the names that `source` matches. Undefined if there is none or if
   * `source` is not a source. Cost: usually proportional to the prefixes in between.
   */
  next(source: string): string | undefined {
    if (!this.#view.has(source)) return undefined;
    const slash = source.indexOf('/');
    if (slash === -1 || source.length > maxScopeLength || source.startsWith('.')) {
      const matching = this.of(source);
      const at = matching.indexOf(source);
      return at === -1 ? undefined : matching[at + 1];
    }
    for (let at = source.length - 1; at > slash; at--) {
      if (!isBoundary(source, at)) continue;
      const prefix = source.slice(0, at);
      if (this.#view.has(prefix)) return prefix;
    }
    return this.#ofHost(source.slice(0, slash))[0];
  }

  /** @param host with its port, if it has one */
  #ofHost(host: string): readonly string[] {
    const known = this.#ofHosts.get(host);
    if (known !== undefined) return known;
    const found = this.#view.sourcesMatching(host);
    this.#ofHosts.set(host, found);
    return found;
  }
}
