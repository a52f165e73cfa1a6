import type { PullFromMirror, RegistryEntry, RegistryMirror } from './registries.ts';

/** A reason why the daemon drains a node before it reloads registries.conf (DOMAIN 6.2). */
export type DrainReason =
  | { readonly kind: 'registry-removed'; readonly scope: string }
  | {
      readonly kind:
        | 'registry-blocked'
        | 'registry-unblocked'
        | 'registry-made-insecure'
        | 'registry-made-secure';
      readonly scope: string;
    }
  | { readonly kind: 'mirror-removed'; readonly scope: string; readonly mirror: string }
  | {
      readonly kind: 'mirror-serves-other-pulls';
      readonly scope: string;
      readonly mirror: string;
      readonly before: PullFromMirror;
      readonly after: PullFromMirror;
    }
  /** A new tag mirror: for running pods, the node resolved the tag at another location. */
  | { readonly kind: 'tag-mirror-added'; readonly scope: string; readonly mirror: string }
  | { readonly kind: 'registry-without-mirrors-added'; readonly scope: string };

/**
 * Every reason to drain for a change of registries.conf. If there is none, a reload is sufficient. Adding
 * digest mirrors and reordering mirrors are safe. Cost: proportional to both files.
 */
export function findDrainReasons(
  before: readonly RegistryEntry[],
  after: readonly RegistryEntry[],
): DrainReason[] {
  const reasons: DrainReason[] = [];
  // Most changes only add entries; then there is no entry to compare with.
  const entriesAfter = new Map(before.length === 0 ? [] : after.map((entry) => [entry.scope, entry]));
  for (const entry of before) {
    const { scope } = entry;
    const now = entriesAfter.get(scope);
    if (now === undefined) reasons.push({ kind: kindOfRemoved(entry), scope });
    else pushReasonsOfChange(reasons, entry, now);
  }
  const scopesBefore = new Set(before.map(({ scope }) => scope));
  for (const entry of after) if (!scopesBefore.has(entry.scope)) pushReasonsOfNewRegistry(reasons, entry);
  return reasons;
}

function pushReasonsOfChange(reasons: DrainReason[], before: RegistryEntry, after: RegistryEntry): void {
  const { scope } = after;
  if (before.blocked !== after.blocked)
    reasons.push({ kind: after.blocked ? 'registry-blocked' : 'registry-unblocked', scope });
  if (before.insecure !== after.insecure)
    reasons.push({ kind: after.insecure ? 'registry-made-insecure' : 'registry-made-secure', scope });
  if (areSameMirrors(before.mirrors, after.mirrors)) return;
  pushReasonsOfRemovedMirrors(reasons, before, after);
  pushReasonsOfTagMirrors(reasons, before, after);
}

function pushReasonsOfRemovedMirrors(
  reasons: DrainReason[],
  { scope, mirrors }: RegistryEntry,
  after: RegistryEntry,
): void {
  const locationsAfter = new Set(after.mirrors.map(({ location }) => location));
  for (const { location } of mirrors)
    if (!locationsAfter.has(location)) reasons.push({ kind: 'mirror-removed', scope, mirror: location });
}

function pushReasonsOfTagMirrors(
  reasons: DrainReason[],
  before: RegistryEntry,
  { scope, mirrors }: RegistryEntry,
): void {
  // The daemon compares with the first mirror of a location, even if the location serves both digests and
  // tags.
  const firstBefore = new Map<string, RegistryMirror>();
  for (const mirror of before.mirrors)
    if (!firstBefore.has(mirror.location)) firstBefore.set(mirror.location, mirror);
  for (const { location, pullFromMirror } of mirrors) {
    if (pullFromMirror === 'digest-only') continue;
    const known = firstBefore.get(location);
    if (known === undefined) reasons.push({ kind: 'tag-mirror-added', scope, mirror: location });
    else if (known.pullFromMirror !== pullFromMirror) {
      reasons.push({
        kind: 'mirror-serves-other-pulls',
        scope,
        mirror: location,
        before: known.pullFromMirror,
        after: pullFromMirror,
      });
    }
  }
}

/** The daemon does not check whether a new registry is blocked; it drains for each one without mirrors. */
function pushReasonsOfNewRegistry(reasons: DrainReason[], entry: RegistryEntry): void {
  const { scope, mirrors } = entry;
  if (mirrors.length === 0) reasons.push({ kind: kindOfAdded(entry), scope });
  for (const { location, pullFromMirror } of mirrors)
    if (pullFromMirror !== 'digest-only') reasons.push({ kind: 'tag-mirror-added', scope, mirror: location });
}

/** An entry without mirrors exists because image.config blocks the scope or makes it insecure. */
function kindOfAdded({ blocked, insecure }: RegistryEntry) {
  if (blocked) return 'registry-blocked';
  return insecure ? 'registry-made-insecure' : 'registry-without-mirrors-added';
}

function kindOfRemoved({ blocked, insecure, mirrors }: RegistryEntry) {
  if (mirrors.length > 0) return 'registry-removed';
  if (blocked) return 'registry-unblocked';
  return insecure ? 'registry-made-secure' : 'registry-removed';
}

/**
 * The daemon skips all other comparisons if the lists are equal. A mirror listed for both digests and tags is
 * therefore not a change.
 */
function areSameMirrors(before: readonly RegistryMirror[], after: readonly RegistryMirror[]): boolean {
  return (
    before === after ||
    (before.length === after.length && before.every((mirror, index) => isSameMirror(mirror, after[index])))
  );
}

/** Whether two entries of one scope have the same content. */
export function isSameRegistry(a: RegistryEntry, b: RegistryEntry | undefined): boolean {
  return (
    b !== undefined &&
    a.scope === b.scope &&
    a.insecure === b.insecure &&
    a.blocked === b.blocked &&
    areSameMirrors(a.mirrors, b.mirrors)
  );
}

function isSameMirror(a: RegistryMirror, b: RegistryMirror | undefined): boolean {
  return (
    b !== undefined &&
    a.location === b.location &&
    a.insecure === b.insecure &&
    a.pullFromMirror === b.pullFromMirror
  );
}
