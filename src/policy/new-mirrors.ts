import type { MirrorSetsFact } from '../domain/cluster-index/project-write.ts';
import { type LocatedLocation, locationsOf } from './location-walk.ts';
import type { Subject } from './subject.ts';

/** Well-formed mirrors of the object that its source has not had before, from any object. */
export function newMirrorsOf(subject: Subject, { before, touched }: MirrorSetsFact): readonly LocatedLocation[] {
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
