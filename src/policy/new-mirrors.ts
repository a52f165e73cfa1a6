import type { MirrorSetsFact } from '../domain/cluster-index/project-write.ts';
import { quote } from '../domain/quote.ts';
import { count } from './count.ts';
import { type LocatedLocation, locationsOf } from './location-walk.ts';
import type { Subject } from './subject.ts';

const found = new WeakMap<MirrorSetsFact, readonly LocatedLocation[]>();

/** Well-formed mirrors of the object that its source has not had before, from any object. Several rules ask, and they are found once. */
export function newMirrorsOf(subject: Subject, fact: MirrorSetsFact): readonly LocatedLocation[] {
  const mirrors = found.get(fact) ?? findNewMirrors(subject, fact);
  found.set(fact, mirrors);
  return mirrors;
}

function findNewMirrors(subject: Subject, { before, touched }: MirrorSetsFact): readonly LocatedLocation[] {
  const isTouched = new Set(touched);
  const known = new Map<string, ReadonlySet<string>>();
  const knownOf = (source: string) => {
    const mirrors = known.get(source) ?? new Set(before.of(source).flatMap(({ entry }) => entry.mirrors));
    known.set(source, mirrors);
    return mirrors;
  };
  return locationsOf(subject).filter(
    ({ role, text, entry }) =>
      role === 'mirror' && text !== entry.source && isTouched.has(entry.source) && !knownOf(entry.source).has(text),
  );
}

/** `host[:port]` of a mirror or a scope. */
export function authorityOf(location: string): string {
  const slash = location.indexOf('/');
  return slash === -1 ? location : location.slice(0, slash);
}

/** What holds for a host is said once, however many mirrors are there: the first of them, by host and port. */
export function byAuthority(mirrors: readonly LocatedLocation[]): ReadonlyMap<string, readonly LocatedLocation[]> {
  return Map.groupBy(mirrors, ({ text }) => authorityOf(text));
}

/** `mirror "m.io/a"`, or `"m.io/a" and 3 more mirrors there`. */
export function nameMirrors([first, ...more]: readonly LocatedLocation[]): string {
  const name = quote(first?.text ?? '');
  return more.length === 0 ? `mirror ${name}` : `${name} and ${count(more.length, 'more mirror')} there`;
}
