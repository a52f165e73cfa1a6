import { fieldOf, isJsonObject, type Json, type JsonObject, parseJson, textAt } from '../../model/json.ts';
import type { AuditRecord } from '../record.ts';

/** The decision in a line; undefined for any other line. Never throws. */
export function parseRecord(line: Buffer): AuditRecord | undefined {
  const value = parseLine(line);
  return isRecord(value) ? value : undefined;
}

/** A record that is not a decision: a policy event, or the end of a process. */
export interface AuditEvent {
  readonly type: string;
  readonly time: string;
  readonly replica: string;
  /** The contract is docs/reference/schema/audit-event.schema.json. */
  readonly content: JsonObject;
}

/** The event in a line; undefined for any other line. Never throws. */
export function parseEvent(line: Buffer): AuditEvent | undefined {
  const content = parseLine(line);
  if (!isJsonObject(content) || !('chain' in content)) return undefined;
  const { type } = content;
  if (typeof type !== 'string' || type === 'decision') return undefined;
  return { type, time: textAt(content, ['time']), replica: textAt(content, ['replica']), content };
}

/** The time of a record; undefined if the line is not a record. */
export function timeOfLine(line: Buffer): string | undefined {
  const time = fieldOf(parseLine(line), 'time');
  return typeof time === 'string' ? time : undefined;
}

function parseLine(line: Buffer): Json | undefined {
  return parseJson(line.toString('utf8'));
}

const texts = ['time', 'uid', 'operation', 'kind', 'name', 'verdict'];

/** Checks only the fields that readers use, because any program can write the line. */
function isRecord(value: unknown): value is AuditRecord {
  if (!isJsonObject(value) || !texts.every((field) => typeof value[field] === 'string')) return false;
  const { user, rules, notEvaluated, exemptionsUsed } = value;
  return (
    typeof fieldOf(user, 'name') === 'string' &&
    Array.isArray(fieldOf(user, 'groups')) &&
    Array.isArray(notEvaluated) &&
    isListOfObjects(rules) &&
    isListOfObjects(exemptionsUsed)
  );
}

function isListOfObjects(value: Json | undefined): boolean {
  return Array.isArray(value) && value.every(isJsonObject);
}
