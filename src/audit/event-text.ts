import type { AdmissionSettings } from '../webhook/ports.ts';
import { shorten } from '../webhook/shorten.ts';
import type { Digest } from './canonical-json.ts';
import { type PolicyChange, policyDifference } from './policy-difference.ts';
import { settingsJson } from './policy-digest.ts';
import { maxTextBytes, RemainingBytes } from './record-size.ts';

/**
 * Recorded at the start of a process and for each policy change. The contract is
 * docs/reference/schema/audit-event.schema.json.
 */
interface PolicyEvent {
  readonly schemaVersion: 1;
  readonly type: 'policy';
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  /** The `policyHash` of the decisions that follow. */
  readonly policyHash: Digest;
  /** null at the start of the process. */
  readonly previousHash: Digest | null;
  /** The difference to the previous policy; at the start, to the recommended policy. */
  readonly difference: readonly PolicyChange[];
  /** The number of differences left out to bound the record; usually 0. */
  readonly differenceOmitted: number;
}

/** The last record of a process that stops normally. */
interface ClosedEvent {
  readonly schemaVersion: 1;
  readonly type: 'closed';
  readonly time: string;
}

export interface PolicyVersion {
  readonly hash: Digest;
  readonly settings: AdmissionSettings;
}

/** Limits values such as a list of users. */
const maxValueLength = 1000;

/** @param previous the previous policy; at the start, the recommended policy without a hash */
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
  const remaining = new RemainingBytes(maxTextBytes - Buffer.byteLength(JSON.stringify(event)));
  const kept = remaining.take(difference);
  return JSON.stringify({ ...event, difference: kept, differenceOmitted: difference.length - kept.length });
}

function bounded({ path, before, after }: PolicyChange): PolicyChange {
  return { path: shorten(path, maxValueLength), before: boundedValue(before), after: boundedValue(after) };
}

/** Replaces a longer value with the beginning of its text. */
function boundedValue(value: PolicyChange['after']): PolicyChange['after'] {
  const text = JSON.stringify(value);
  return text.length <= maxValueLength ? value : shorten(text, maxValueLength);
}

export function closedEventText(nowMs: number): string {
  const event: ClosedEvent = { schemaVersion: 1, type: 'closed', time: new Date(nowMs).toISOString() };
  return JSON.stringify(event);
}
