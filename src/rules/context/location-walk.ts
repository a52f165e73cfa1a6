import {
  isValidLocation,
  type Location,
  type LocationRole,
  parseLocation,
} from '../../model/location/location.ts';
import { type Fault, type FaultKind, findFaults } from '../../model/location/location-faults.ts';
import {
  type MirrorEntry,
  type MirrorSet,
  type MirrorSetKind,
  mirrorSetKinds,
} from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { memoize } from '../memoize.ts';
import { isPlain, type Trait, traitsOf } from './location-traits.ts';

/** A source or mirror with its position. */
export interface LocatedValue {
  readonly text: string;
  readonly role: LocationRole;
  readonly path: FieldPath;
  readonly entry: MirrorEntry;
}

/** A value with one of its faults. */
export interface LocatedFault extends LocatedValue {
  readonly fault: Fault;
}

/** A well-formed source or mirror, parsed. */
export interface LocatedLocation extends LocatedValue {
  readonly location: Location;
}

/** Creates its path on demand, because only few of thousands of values are reported. */
class Value implements LocatedValue {
  readonly text: string;
  readonly role: LocationRole;
  readonly entry: MirrorEntry;
  readonly #kind: MirrorSetKind;
  readonly #position: number;

  /** @param position among the mirrors of the entry; -1 for its source */
  constructor(text: string, kind: MirrorSetKind, entry: MirrorEntry, position: number) {
    this.text = text;
    this.role = position === -1 ? 'source' : 'mirror';
    this.entry = entry;
    this.#kind = kind;
    this.#position = position;
  }

  get path(): FieldPath {
    const { listField } = mirrorSetKinds[this.#kind];
    const { index } = this.entry;
    return this.#position === -1
      ? ['spec', listField, index, 'source']
      : ['spec', listField, index, 'mirrors', this.#position];
  }
}

class ValueInParts extends Value implements LocatedLocation {
  readonly location: Location;

  constructor(text: string, kind: MirrorSetKind, entry: MirrorEntry, position: number, location: Location) {
    super(text, kind, entry, position);
    this.location = location;
  }
}

type Visit = (text: string, entry: MirrorEntry, position: number) => void;

/** Allocates no object per value, because it runs for every value of every request. */
function visitValues({ entries }: MirrorSet, visit: Visit): void {
  for (const entry of entries) {
    const { source, mirrors } = entry;
    visit(source, entry, -1);
    for (let at = 0; at < mirrors.length; at++) visit(mirrors[at] ?? '', entry, at);
  }
}

/** All sources and mirrors, well-formed or not, in document order. */
export function walkValues(set: MirrorSet): readonly LocatedValue[] {
  const values: LocatedValue[] = [];
  visitValues(set, (text, entry, position) => values.push(new Value(text, set.kind, entry, position)));
  return values;
}

/** The faults and traits of all values of an object, computed once for two dozen rules. */
interface Scan {
  readonly faults: readonly LocatedFault[];
  readonly byTrait: ReadonlyMap<Trait, readonly LocatedLocation[]>;
}

const scan = memoize((set: MirrorSet): Scan => {
  const faults: LocatedFault[] = [];
  const byTrait = new Map<Trait, LocatedLocation[]>();
  visitValues(set, (text, entry, position) => {
    if (isPlain(text)) return;
    const role = position === -1 ? 'source' : 'mirror';
    const location = parseLocation(text, role);
    if (location === undefined) {
      const { path } = new Value(text, set.kind, entry, position);
      for (const fault of findFaults(text, role)) faults.push({ text, role, path, entry, fault });
      return;
    }
    const located = new ValueInParts(text, set.kind, entry, position, location);
    for (const trait of traitsOf(text, location)) {
      const others = byTrait.get(trait);
      if (others === undefined) byTrait.set(trait, [located]);
      else others.push(located);
    }
  });
  return { faults, byTrait };
});

const none: readonly never[] = [];

/** The faults of these kinds in all values of the object, in document order. */
export function faultsOf(set: MirrorSet, kinds: readonly FaultKind[]): readonly LocatedFault[] {
  const { faults } = scan(set);
  return faults.length === 0 ? none : faults.filter(({ fault }) => kinds.includes(fault.kind));
}

/** The well-formed values with a trait, parsed, in document order. */
export function locationsWith(set: MirrorSet, trait: Trait): readonly LocatedLocation[] {
  return scan(set).byTrait.get(trait) ?? none;
}

/** The well-formed values, in document order. */
export const wellFormedValues = memoize((set: MirrorSet): readonly LocatedValue[] => {
  const values = walkValues(set);
  return scan(set).faults.length === 0
    ? values
    : values.filter(({ text, role }) => isValidLocation(text, role));
});
