import type { AdmissionSettings } from '../webhook/ports.ts';
import { shorten } from '../webhook/shorten.ts';
import type { Digest } from './canonical-json.ts';
import { type PolicyChange, policyDifference } from './policy-difference.ts';
import { settingsJson } from './policy-digest.ts';
import { maxTextBytes, Room } from './record-size.ts';

/**
 * The first record of a process, and the record of each change of the policy. A contract with
 * docs/reference/schema/audit-event.schema.json, as `AuditRecord` is with its own.
 */
interface PolicyEvent {
  readonly schemaVersion: 1;
  readonly type: 'policy';
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  /** `policyHash` of the decisions that follow. */
  readonly policyHash: Digest;
  /** null at the start of the process. */
  readonly previousHash: Digest | null;
  /** To the previous policy; at the start, to the recommended policy. */
  readonly difference: readonly PolicyChange[];
  /** Number of differences left out to bound the record; usually 0. */
  readonly differenceOmitted: number;
}

/** The last record of a process that ends in order. */
interface ClosedEvent {
  readonly schemaVersion: 1;
  readonly type: 'closed';
  readonly time: string;
}

export interface PolicyVersion {
  readonly hash: Digest;
  readonly settings: AdmissionSettings;
}

/** A single value, such as a list of users, can be long. */
const maxValueLength = 1000;

/** @param previous the policy before; without a hash at the start, when it is the recommended policy */
export function policyEventText(
  { hash, settings }: PolicyVersion,
  previous: Pick<PolicyVersion, 'settings'> & Partial<PolicyVersion>,
  nowMs: number,
): string {
  const difference = policyDifference(settingsJson(previous.settings), settingsJson(settings)).map(bounded);
  const event: PolicyEvent = {
    schemaVersion: 1,
    type: 'policy',
    time: new Date(nowMs).toISOString(),
    policyHash: hash,
    previousHash: previous.hash ?? null,
    difference: [],
    differenceOmitted: difference.length,
  };
  const room = new Room(maxTextBytes - Buffer.byteLength(JSON.stringify(event)));
  const kept = room.take(difference);
  return JSON.stringify({ ...event, difference: kept, differenceOmitted: difference.length - kept.length });
}

function bounded({ path, before, after }: PolicyChange): PolicyChange {
  return { path: shorten(path, maxValueLength), before: boundedValue(before), after: boundedValue(after) };
}

/** A longer value as the beginning of its text. */
function boundedValue(value: PolicyChange['after']): PolicyChange['after'] {
  const text = JSON.stringify(value);
  return text.length <= maxValueLength ? value : shorten(text, maxValueLength);
}

export function closedEventText(nowMs: number): string {
  const event: ClosedEvent = { schemaVersion: 1, type: 'closed', time: new Date(nowMs).toISOString() };
  return JSON.stringify(event);
}
