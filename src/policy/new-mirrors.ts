import type { MirrorSetsFact } from '../domain/cluster-index/project-write.ts';
import { quote } from '../domain/quote.ts';
import { count } from './count.ts';
import { type LocatedValue, wellFormedValues } from './location-walk.ts';
import type { Subject } from './subject.ts';

const found = new WeakMap<MirrorSetsFact, readonly LocatedValue[]>();

/** Well-formed mirrors of the object that its source has not had before, from any object. Several rules ask, and they are found once. */
export function newMirrorsOf(subject: Subject, fact: MirrorSetsFact): readonly LocatedValue[] {
  const mirrors = found.get(fact) ?? findNewMirrors(subject, fact);
  found.set(fact, mirrors);
  return mirrors;
}

function findNewMirrors(subject: Subject, { before, touched, isTouched }: MirrorSetsFact): readonly LocatedValue[] {
  // Most sources are new altogether.
  const known = new Map<string, ReadonlySet<string>>();
  for (const source of touched) {
    const contributions = before.of(source);
    if (contributions.length > 0) known.set(source, new Set(contributions.flatMap(({ entry }) => entry.mirrors)));
  }
  return wellFormedValues(subject).filter(
    ({ role, text, entry }) =>
      role === 'mirror' && text !== entry.source && isTouched.has(entry.source) && known.get(entry.source)?.has(text) !== true,
  );
}

/** `host[:port]` of a mirror or a scope. */
export function authorityOf(location: string): string {
  const slash = location.indexOf('/');
  return slash === -1 ? location : location.slice(0, slash);
}

const foundByHost = new WeakMap<MirrorSetsFact, ReadonlyMap<string, readonly LocatedValue[]>>();

/** The new mirrors by host and port: what holds for a host is said once, however many mirrors are there. */
export function newMirrorsByHost(subject: Subject, fact: MirrorSetsFact): ReadonlyMap<string, readonly LocatedValue[]> {
  const mirrors = foundByHost.get(fact) ?? Map.groupBy(newMirrorsOf(subject, fact), ({ text }) => authorityOf(text));
  foundByHost.set(fact, mirrors);
  return mirrors;
}

/** `mirror "m.io/a"`, or `"m.io/a" and 3 more mirrors there`. */
export function nameMirrors([first, ...more]: readonly LocatedValue[]): string {
  const name = quote(first?.text ?? '');
  return more.length === 0 ? `mirror ${name}` : `${name} and ${count(more.length, 'more mirror')} there`;
}
