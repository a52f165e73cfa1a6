import type { MirrorSetsFact } from '../../model/index/project-write.ts';
import { authorityOf } from '../../model/location/scope.ts';
import { count } from '../../model/text/count.ts';
import { quote } from '../../model/text/quote.ts';
import { foundOnce } from '../found-once.ts';
import type { Subject } from '../subject.ts';
import { type LocatedValue, wellFormedValues } from './location-walk.ts';

/** Well-formed mirrors of the object that its source has not had before, from any object. */
export const newMirrorsOf = foundOnce(
  ({ before, touched, isTouched }: MirrorSetsFact, subject: Subject): readonly LocatedValue[] => {
    // Most sources are new altogether.
    const known = new Map<string, ReadonlySet<string>>();
    for (const source of touched) {
      const contributions = before.of(source);
      if (contributions.length > 0)
        known.set(source, new Set(contributions.flatMap(({ entry }) => entry.mirrors)));
    }
    return wellFormedValues(subject).filter(
      ({ role, text, entry }) =>
        role === 'mirror' &&
        text !== entry.source &&
        isTouched.has(entry.source) &&
        known.get(entry.source)?.has(text) !== true,
    );
  },
);

/** The new mirrors by host and port: what holds for a host is said once, however many mirrors are there. */
export const newMirrorsByHost = foundOnce(
  (fact: MirrorSetsFact, subject: Subject): ReadonlyMap<string, readonly LocatedValue[]> =>
    Map.groupBy(newMirrorsOf(fact, subject), ({ text }) => authorityOf(text)),
);

/** `mirror "m.io/a"`, or `"m.io/a" and 3 more mirrors there`. */
export function nameMirrors([first, ...more]: readonly LocatedValue[]): string {
  const name = quote(first?.text ?? '');
  return more.length === 0 ? `mirror ${name}` : `${name} and ${count(more.length, 'more mirror')} there`;
}
