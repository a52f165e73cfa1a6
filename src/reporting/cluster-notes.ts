import type { AssumedFact } from '../engine/assumptions.ts';
import type { InputNote } from '../engine/latest-input.ts';
import type { Stop } from '../engine/stop.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import { findingText } from './findings.ts';
import { printable } from './printable.ts';
import {
  describeRelated,
  type FindPosition,
  positionJson,
  relatedJson,
  toRelatedPosition,
} from './related-position.ts';

/** A note with its position. */
export interface PositionedNote extends InputNote {
  readonly kind: string;
  readonly name: string;
  /** Undefined for an object of a running cluster. */
  readonly position: SourcePosition | undefined;
}

/** Assumptions and notes about a cluster, at the end of every JSON document about it. */
export interface ClusterNotes {
  readonly assumed: readonly AssumedFact[];
  readonly notes: readonly PositionedNote[];
}

/** One line per note, for standard error. */
export function notesText({ assumed, notes }: ClusterNotes): string {
  return [
    ...notes.map(({ position, kind, name, path, message }) => {
      const where =
        position === undefined ? `${kind} ${name}` : `${position.file}:${position.line}:${position.column}`;
      const text = findingText({ path: formatFieldPath(path), message });
      return `${where}  warning  ${text}`;
    }),
    ...assumed.map(({ assumed: text }) => `note: ${text}`),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

export function notesJson({ assumed, notes }: ClusterNotes) {
  return {
    missing: assumed,
    notes: notes.map(({ kind, name, path, message, position }) => ({
      kind,
      name,
      path: formatFieldPath(path),
      message,
      ...positionJson(position),
    })),
  };
}

/** Every problem that stops the operator, for standard error. The operator's log shows only the first one. */
export function stopsText(stops: readonly Stop[], findPosition: FindPosition, where = ''): string {
  if (stops.length === 0) return '';
  const head =
    `error: ${where}the Machine Config Operator would stop applying mirror and registry changes in the ` +
    'whole cluster; the API would not show it\n';
  const blocks = stops.map(({ message, explanation, origins }) => {
    const positions = origins.map(
      (origin) => `    see ${describeRelated(toRelatedPosition(origin, findPosition))}\n`,
    );
    return `  ${printable(message)}\n    ${printable(explanation)}\n${positions.join('')}`;
  });
  return head + blocks.join('');
}

export function stopsJson(stops: readonly Stop[], findPosition: FindPosition) {
  return stops.map(({ origins, ...stop }) => ({
    ...stop,
    origins: origins.map((origin) => relatedJson(toRelatedPosition(origin, findPosition))),
  }));
}

/** Why nodes cannot load the file. */
export function loadErrorText(message: string | undefined, where = ''): string {
  if (message === undefined) return '';
  return (
    `error: ${where}CRI-O cannot load this registries.conf (${printable(message)}); ` +
    'nodes keep the previous configuration until CRI-O restarts, which then fails\n'
  );
}
