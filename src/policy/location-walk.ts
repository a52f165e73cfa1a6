import type { FieldPath } from '../domain/field-path.ts';
import { type Location, type LocationRole, parseLocation } from '../domain/location.ts';
import { type Fault, type FaultKind, findFaults } from '../domain/location-faults.ts';
import { type MirrorEntry, type MirrorSet, mirrorSetKinds } from '../domain/mirror-set.ts';

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

/** All sources and mirrors, of any text, in document order. */
export function walkValues(set: MirrorSet): readonly LocatedValue[] {
  const values: LocatedValue[] = [];
  visitValues(set, (text, role, path, entry) => values.push({ text, role, path, entry }));
  return values;
}

type Visit = (text: string, role: LocationRole, path: FieldPath, entry: MirrorEntry) => void;

/** One by one and without an object for each: this runs for every value of every request. */
function visitValues(set: MirrorSet, visit: Visit): void {
  const { listField } = mirrorSetKinds[set.kind];
  for (const entry of set.entries) {
    const { source, mirrors, index } = entry;
    visit(source, 'source', ['spec', listField, index, 'source'], entry);
    for (let at = 0; at < mirrors.length; at++) visit(mirrors[at] ?? '', 'mirror', ['spec', listField, index, 'mirrors', at], entry);
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
  visitValues(set, (text, role, path, entry) => {
    const location = parseLocation(text, role);
    if (location !== undefined) locations.push({ text, role, path, entry, location });
    else for (const fault of findFaults(text, role)) faults.push({ text, role, path, entry, fault });
  });
  const result = { faults, locations };
  scans.set(set, result);
  return result;
}

/** The mistakes of these kinds in all values of the object, in document order. */
export function faultsOf(set: MirrorSet, ...kinds: readonly FaultKind[]): readonly LocatedFault[] {
  const { faults } = scan(set);
  return faults.length === 0 ? faults : faults.filter(({ fault }) => kinds.includes(fault.kind));
}

/** The values that are well-formed, in parts. Rules about their use look at no others. */
export function locationsOf(set: MirrorSet): readonly LocatedLocation[] {
  return scan(set).locations;
}
