import type { FieldPath } from '../domain/field-path.ts';
import { type Location, type LocationRole, parseLocation } from '../domain/location.ts';
import { type Fault, type FaultKind, findFaults } from '../domain/location-faults.ts';
import { entryPath, type MirrorEntry, type MirrorSet } from '../domain/mirror-set.ts';

/** One source or mirror, where it stands. */
export interface LocatedValue {
  readonly text: string;
  readonly role: LocationRole;
  readonly path: FieldPath;
  readonly entry: MirrorEntry;
}

/** A value with one of its mistakes. */
export interface LocatedFault extends LocatedValue {
  readonly fault: Fault;
}

/** A source or mirror that the API server accepts, in parts. */
export interface LocatedLocation extends LocatedValue {
  readonly location: Location;
}

/** All sources and mirrors in document order. */
export function* walkValues(set: MirrorSet): Generator<LocatedValue> {
  for (const entry of set.entries) {
    const at = entryPath(set.kind, entry);
    yield { text: entry.source, role: 'source', path: [...at, 'source'], entry };
    for (const [index, text] of entry.mirrors.entries()) yield { text, role: 'mirror', path: [...at, 'mirrors', index], entry };
  }
}

/** What rules know about the values of one object. Found once an object: a dozen rules ask, and the values can be long. */
interface Scan {
  readonly faults: readonly LocatedFault[];
  readonly locations: readonly LocatedLocation[];
}

const scans = new WeakMap<MirrorSet, Scan>();

function scan(set: MirrorSet): Scan {
  const known = scans.get(set);
  if (known !== undefined) return known;
  const faults: LocatedFault[] = [];
  const locations: LocatedLocation[] = [];
  for (const value of walkValues(set)) {
    const location = parseLocation(value.text, value.role);
    if (location === undefined) faults.push(...findFaults(value.text, value.role).map((fault) => ({ ...value, fault })));
    else locations.push({ ...value, location });
  }
  const result = { faults, locations };
  scans.set(set, result);
  return result;
}

/** The mistakes of these kinds in all values of the object. */
export function faultsOf(set: MirrorSet, ...kinds: readonly FaultKind[]): readonly LocatedFault[] {
  return scan(set).faults.filter(({ fault }) => kinds.includes(fault.kind));
}

/** The values that are well-formed, in parts. Rules about their use look at no others. */
export function locationsOf(set: MirrorSet): readonly LocatedLocation[] {
  return scan(set).locations;
}
