import { createHash } from 'node:crypto';
import { isSameObject } from '../model/mirror-set.ts';
import type { ObjectName } from '../rules/finding.ts';
import { shorten } from '../webhook/shorten.ts';
import { apiVersionOf } from './api-versions.ts';
import type { CheckResult } from './check-results.ts';
import type { MetadataOf } from './checked-cluster.ts';

/** One fault of one object, for `kubectl describe` and `kubectl get events`. */
export interface FaultEvent {
  /** The same for each Event of this rule and object, so only one can exist. */
  readonly name: string;
  /** The rule in CamelCase. */
  readonly reason: string;
  readonly note: string;
  readonly regarding: ObjectReference;
  readonly related?: ObjectReference;
}

interface ObjectReference extends ObjectName {
  readonly apiVersion: string;
  readonly uid?: string;
}

/** Limit; the report contains all findings. */
const maxEvents = 100;
/** The limit of the API server in bytes. */
const maxNoteLength = 1000;

/** One Event for each rule and object with a fault that would be denied. */
export function toFaultEvents(
  results: readonly CheckResult[],
  metadataOf: MetadataOf,
): readonly FaultEvent[] {
  const faults = Map.groupBy(
    results.filter(({ status }) => status === 'fail'),
    ({ finding: { rule, object } }) => `${rule} ${object?.kind ?? ''} ${object?.name ?? ''}`,
  );
  return [...faults].slice(0, maxEvents).flatMap(([key, [first, ...others]]) => {
    if (first === undefined) return [];
    const { rule, object = noObject, path, message, related } = first.finding;
    const place = path === '' ? '' : `${path}: `;
    const more = others.length === 0 ? '' : ` (and ${others.length} more of this rule)`;
    const other = related.find((one) => !isSameObject(one, object));
    return [
      {
        name: `${rule}.${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
        reason: toCamelCase(rule),
        note: `${shortenBytes(place + message, maxNoteLength - more.length)}${more}`,
        regarding: toReference(object, metadataOf),
        ...(other === undefined ? {} : { related: toReference(other, metadataOf) }),
      },
    ];
  });
}

/** The object for a finding about image.config alone. */
const noObject: ObjectName = { kind: 'Image', name: 'cluster' };

/**
 * Omits the namespace: an Event must be in the namespace of its object, and mirrorguard writes only to
 * `default`.
 */
function toReference(object: ObjectName, metadataOf: MetadataOf): ObjectReference {
  const uid = metadataOf(object)?.uid;
  return {
    apiVersion: apiVersionOf(object),
    kind: object.kind,
    name: object.name.split('/').at(-1) ?? '',
    ...(uid === undefined ? {} : { uid }),
  };
}

/** `no-conflicting-source-policy` as `NoConflictingSourcePolicy`. */
function toCamelCase(rule: string): string {
  return rule.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function shortenBytes(text: string, maxBytes: number): string {
  let length = maxBytes;
  while (Buffer.byteLength(shorten(text, length)) > maxBytes) length -= 10;
  return shorten(text, length);
}
