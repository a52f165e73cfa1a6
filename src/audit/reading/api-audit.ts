import { isJsonObject, type JsonObject, parseJson, textAt } from '../../model/json.ts';
import { type AuditInput, type OnUnreadable, readEach } from './audit-input.ts';
import { NotReadable } from './read-lines.ts';

/** A record that the audit log of the API server references. */
export interface StatedRecord {
  /** `log:seq` */
  readonly id: string;
  /** UID of the AdmissionReview. */
  readonly uid: string;
  readonly file: string;
  readonly line: number;
  readonly timeMs: number;
  /** `create imagedigestmirrorsets/team by alice at 2026-01-01T00:00:00Z` */
  readonly request: string;
}

/** The records that the audit log of the API server references. */
export interface ApiAudit {
  readonly records: ReadonlyMap<string, StatedRecord>;
  /** Wall clock of the first and of the last event. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The name of every mirrorguard webhook has this suffix. */
const annotation = /^(.+\.mirrorguard\.io)\/record$/;
const annotationBytes = Buffer.from('.mirrorguard.io/record":"');

/**
 * Reads audit logs of API servers: one `audit.k8s.io/v1` Event per line. Parses only events of mirrorguard
 * and the first and last event of each file.
 */
export function readApiAudit(
  inputs: readonly AuditInput[],
  onUnreadable: OnUnreadable,
): ApiAudit & { readonly isComplete: boolean } {
  const records = new Map<string, StatedRecord>();
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const isComplete = readEach(inputs, onUnreadable, (input) => {
    let line = 0;
    let last: Buffer | undefined;
    for (const { bytes } of input.lines()) {
      line += 1;
      last = bytes;
      if (line === 1) fromMs = Math.min(fromMs, timeOf(toEvent(bytes)));
      if (!bytes.includes(annotationBytes)) continue;
      for (const stated of statedRecords(toEvent(bytes), { file: input.name, line }))
        records.set(stated.id, stated);
    }
    if (last !== undefined) toMs = Math.max(toMs, timeOf(toEvent(last)));
  });
  return { records, fromMs, toMs, isComplete };
}

/** Throws `NotReadable` if the line is not an event. */
function toEvent(line: Buffer): JsonObject {
  const event = parseJson(line.toString('utf8'));
  if (isJsonObject(event) && event.kind === 'Event') return event;
  throw new NotReadable('is not an audit log of an API server: a line is not an audit.k8s.io Event');
}

function timeOf(event: JsonObject): number {
  return Date.parse(textAt(event, ['stageTimestamp']));
}

function* statedRecords(
  event: JsonObject,
  at: { readonly file: string; readonly line: number },
): Generator<StatedRecord> {
  const annotations = event.annotations;
  if (!isJsonObject(annotations)) return;
  for (const name of Object.keys(annotations)) {
    const [, webhook] = annotation.exec(name) ?? [];
    if (webhook === undefined) continue;
    const uid = textAt(annotations, [`${webhook}/uid`]);
    yield {
      ...at,
      id: textAt(annotations, [name]),
      uid,
      timeMs: timeOf(event),
      request: describeRequest(event),
    };
  }
}

function describeRequest(event: JsonObject): string {
  const object = `${textAt(event, ['objectRef', 'resource'])}/${textAt(event, ['objectRef', 'name'])}`;
  const user = textAt(event, ['user', 'username']);
  return `${textAt(event, ['verb'])} ${object} by ${user} at ${textAt(event, ['stageTimestamp'])}`;
}
