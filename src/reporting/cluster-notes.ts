import type { AssumedFact } from '../engine/cluster.ts';
import type { Remark } from '../engine/remark.ts';
import type { Stop } from '../engine/stop.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import { printable } from './printable.ts';
import { describeRelated, type FindPlace, placeJson, relatedJson, toRelatedPlace } from './related-place.ts';
import type { Place } from './report.ts';

/** A remark with where it stands. */
export interface PlacedRemark extends Remark {
  readonly kind: string;
  readonly name: string;
  readonly place: Place;
}

/** What a command was told and had to assume about a cluster: the end of every JSON document about one. */
export interface ClusterNotes {
  readonly assumed: readonly AssumedFact[];
  readonly remarks: readonly PlacedRemark[];
}

/** For standard error, a line each. */
export function notesText({ assumed, remarks }: ClusterNotes): string {
  return [
    ...remarks.map(({ place, path, message }) => {
      const field = path.length === 0 ? '' : `${formatFieldPath(path)}: `;
      return `${place.file}:${place.line}:${place.column}  warning  ${field}${message}`;
    }),
    ...assumed.map(({ assumed: text }) => `note: ${text}`),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

export function notesJson({ assumed, remarks }: ClusterNotes) {
  return {
    missing: assumed,
    remarks: remarks.map(({ kind, name, path, message, place }) => ({
      kind,
      name,
      path: formatFieldPath(path),
      message,
      ...placeJson(place),
    })),
  };
}

/** Why the operator would apply nothing, for standard error: everything at once, though its own log shows one at a time. */
export function stopsText(stops: readonly Stop[], findPlace: FindPlace, where = ''): string {
  if (stops.length === 0) return '';
  const head = `error: ${where}the Machine Config Operator would stop, and apply no mirror or registry change in the whole cluster; nothing in the API would show it\n`;
  const blocks = stops.map(({ message, explanation, origins }) => {
    const places = origins.map((origin) => `    see ${describeRelated(toRelatedPlace(origin, findPlace))}\n`);
    return `  ${printable(message)}\n    ${printable(explanation)}\n${places.join('')}`;
  });
  return head + blocks.join('');
}

export function stopsJson(stops: readonly Stop[], findPlace: FindPlace) {
  return stops.map(({ origins, ...stop }) => ({
    ...stop,
    origins: origins.map((origin) => relatedJson(toRelatedPlace(origin, findPlace))),
  }));
}

/** What makes the nodes not use the file. */
export function refusalText(refusal: string | undefined, where = ''): string {
  if (refusal === undefined) return '';
  return `error: ${where}the nodes would not load this registries.conf (${printable(refusal)}): they go on with the one before, and CRI-O does not start again after a reboot\n`;
}
